import Interactions
import XMLStream

extension XMLElement {
    /// The vendor's name, nil if nobody here looks for it.
    var ewsName: EWSName? { EWSName(rawValue: name) }

    func `is`(_ name: EWSName, _ namespace: EWSNamespace) -> Bool {
        self.name == name.rawValue && self.namespace == namespace.rawValue
    }

    /// The first child of this name in this namespace.
    func child(_ name: EWSName, _ namespace: EWSNamespace) -> XMLElement? {
        children.first { $0.is(name, namespace) }
    }

    /// The child elements that are Exchange's types.
    var typedChildren: Children { children(in: EWSNamespace.types.rawValue) }

    /// Attributes of Exchange are in no namespace.
    func attribute(_ name: EWSName) -> String? {
        attribute(name.rawValue)
    }

    /// `xs:boolean`; false unless it says otherwise.
    var isTrue: Bool {
        withText { Self.isTrue($0) }
    }

    /// `xs:boolean` in an attribute; nil if there is none.
    func flag(_ name: EWSName) -> Bool? {
        withAttribute(name.rawValue) { Self.isTrue($0) }
    }

    /// `xs:int`; nil if it is not a decimal number.
    var number: Int? {
        withText { bytes in
            guard (1...18).contains(bytes.count) else { return nil }
            var value = 0
            for byte in bytes {
                let digit = byte &- UInt8(ascii: "0")
                guard digit < 10 else { return nil }
                value = value * 10 + Int(digit)
            }
            return value
        }
    }

    /// `xs:dateTime`; nil if it is none.
    ///
    /// Without zone it is UTC, as some fields of some servers are.
    var timestamp: Timestamp? {
        withText { Timestamp(iso8601: $0.span) }
    }

    /// Nil if empty.
    var filledText: String? {
        let text = text
        return text.isEmpty ? nil : text
    }

    private static func isTrue(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        switch bytes.count {
        case 1: bytes[0] == UInt8(ascii: "1")
        case 4: bytes.elementsEqual("true".utf8)
        default: false
        }
    }
}

/// Writes a document, for requests; what it is given can never become markup.
///
/// Characters that XML 1.0 forbids are written as U+FFFD: there is no way to send them, and a name or id that is
/// wrong in one character is refused by whoever gets it, as it should be.
package struct XMLWriter: Sendable {
    /// The document so far, in UTF-8.
    package private(set) var bytes: [UInt8]

    package init() {
        bytes = Array("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".utf8)
    }

    /// An element with what `content` writes into it.
    ///
    /// - Parameters:
    ///   - name: with its prefix; never anything that came from outside.
    ///   - attributes: in this order; declarations of namespaces are attributes like others.
    package mutating func element<Failure: Error>(
        _ name: String,
        _ attributes: KeyValuePairs<String, String> = [:],
        content: (inout XMLWriter) throws(Failure) -> Void
    ) throws(Failure) {
        open(name, attributes)
        bytes.append(UInt8(ascii: ">"))
        try content(&self)
        bytes += "</".utf8
        bytes += name.utf8
        bytes.append(UInt8(ascii: ">"))
    }

    /// An element with character data in it.
    package mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String) {
        element(name, attributes) { $0.text(text) }
    }

    /// An element with nothing in it.
    package mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) {
        open(name, attributes)
        bytes += "/>".utf8
    }

    /// Character data.
    package mutating func text(_ text: String) {
        append(text, inAttribute: false)
    }

    private mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String>) {
        bytes.append(UInt8(ascii: "<"))
        append(name: name)
        for (name, value) in attributes {
            bytes.append(UInt8(ascii: " "))
            append(name: name)
            bytes += "=\"".utf8
            append(value, inAttribute: true)
            bytes.append(UInt8(ascii: "\""))
        }
    }

    private mutating func append(name: String) {
        let isName = name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: ":"), UInt8(ascii: "-"),
                UInt8(ascii: "."):
                true
            default: false
            }
        }
        precondition(isName && !name.isEmpty, "not the name of an element or attribute")
        bytes += name.utf8
    }

    private mutating func append(_ text: String, inAttribute: Bool) {
        // Ids are most of a request, and nothing in them needs a second look.
        if text.utf8.allSatisfy({ Self.isPlain($0) }) {
            bytes.append(contentsOf: text.utf8)
        } else {
            for scalar in text.unicodeScalars { append(scalar, inAttribute: inAttribute) }
        }
    }

    /// Whether the byte is a visible ASCII character, or a space, that stands for itself everywhere.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""): false
        default: (0x20..<0x7F).contains(byte)
        }
    }

    private mutating func append(_ scalar: Unicode.Scalar, inAttribute: Bool) {
        switch scalar {
        case "&": bytes += "&amp;".utf8
        case "<": bytes += "&lt;".utf8
        case ">": bytes += "&gt;".utf8
        case "\"" where inAttribute: bytes += "&quot;".utf8
        // A reader turns these into spaces in attributes, and a carriage return into a line feed anywhere.
        case "\t" where inAttribute: bytes += "&#9;".utf8
        case "\n" where inAttribute: bytes += "&#10;".utf8
        case "\r": bytes += "&#13;".utf8
        case "\t", "\n": bytes.append(UInt8(ascii: scalar))
        case "\0"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": bytes += "\u{FFFD}".utf8
        default: bytes += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
        }
    }
}

/// The bytes of a JSON answer (RFC 8259), appended in order; commas come by themselves.
struct JSONOutput: Sendable {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int = 4_096) {
        bytes.reserveCapacity(capacity)
    }

    /// The bytes of one object.
    static func object(_ body: (inout JSONOutput) -> Void) -> [UInt8] {
        var out = JSONOutput()
        out.object(body)
        return out.bytes
    }

    mutating func object(_ body: (inout JSONOutput) -> Void) {
        separate()
        bytes.append(UInt8(ascii: "{"))
        body(&self)
        bytes.append(UInt8(ascii: "}"))
    }

    mutating func array(_ body: (inout JSONOutput) -> Void) {
        separate()
        bytes.append(UInt8(ascii: "["))
        body(&self)
        bytes.append(UInt8(ascii: "]"))
    }

    /// Appends the name of a member whose value has to follow.
    mutating func key(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        bytes += [UInt8(ascii: "\""), UInt8(ascii: ":")]
    }

    /// Appends the name of a member that needs no escaping, and whose value has to follow.
    mutating func key(named name: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
    }

    /// Appends a string; scalars beyond the basic plane become pairs of `\u` escapes, as OData services write them.
    mutating func string(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22, 0x5C: bytes += [UInt8(ascii: "\\"), UInt8(scalar.value)]
            case 0x0A: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
            case 0x0D: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
            case 0x09: bytes += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
            case 0x00..<0x20, 0x10000...: for unit in String(scalar).utf16 { escape(unit) }
            default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func integer(_ value: Int) {
        separate()
        bytes += String(value).utf8
    }

    mutating func boolean(_ value: Bool) {
        separate()
        bytes += (value ? "true" : "false").utf8
    }

    mutating func null() {
        separate()
        bytes += "null".utf8
    }

    /// Appends a value that is JSON already.
    mutating func raw(_ json: [UInt8]) {
        separate()
        bytes += json
    }

    private mutating func escape(_ unit: UInt16) {
        let digits = String(unit, radix: 16)
        bytes += [UInt8(ascii: "\\"), UInt8(ascii: "u")]
        bytes += repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count)
        bytes += digits.utf8
    }

    private mutating func separate() {
        switch bytes.last {
        case nil, UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ":"): return
        default: bytes.append(UInt8(ascii: ","))
        }
    }
}

/// Members with their values.
extension JSONOutput {
    /// Nil gives `null`.
    mutating func member(_ name: StaticString, _ value: String?) {
        key(name)
        if let value { string(value) } else { null() }
    }

    mutating func member(_ name: StaticString, _ value: Int) {
        key(name)
        integer(value)
    }

    mutating func member(_ name: StaticString, _ value: Bool) {
        key(name)
        boolean(value)
    }

    /// A `DateTimeOffset` in UTC with whole seconds.
    ///
    /// - Parameter instant: Seconds since 1970.
    mutating func member(_ name: StaticString, instant: Int) {
        member(name, Self.dateTime(instant))
    }

    static func dateTime(_ instant: Int) -> String {
        var out = XMLOutput(capacity: 20)
        out.dateTime(instant)
        return String(decoding: out.bytes, as: UTF8.self)
    }
}

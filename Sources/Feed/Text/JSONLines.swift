package import Interactions

/// Bytes of JSON (RFC 8259) in lines.
package struct JSONLines: Sendable {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    package mutating func append(_ raw: [UInt8]) { bytes.append(contentsOf: raw) }

    package mutating func appendNull() { append("null" as StaticString) }

    package mutating func append(_ value: Bool) { append((value ? "true" : "false") as StaticString) }

    package mutating func append(_ value: Int) { bytes.append(decimal: value) }

    package mutating func append(_ value: KeyedHash) {
        bytes.append(UInt8(ascii: "\""))
        for half in [value.high, value.low] {
            for shift in stride(from: UInt64(60), through: 0, by: -4) {
                bytes.append(Self.hexDigit(UInt8(truncatingIfNeeded: half >> shift)))
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    package mutating func append(_ value: String) {
        var value = value
        bytes.append(UInt8(ascii: "\""))
        value.withUTF8 { appendEscaped($0) }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Escapes what JSON demands, and U+0085, U+2028 and U+2029, because some readers of lines break them there.
    private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
        var index = 0
        while index < text.count {
            let byte = text[index]
            switch byte {
            case 0x22, 0x5C:
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x00..<0x20, 0x7F:
                append("\\u00" as StaticString)
                bytes.append(Self.hexDigit(byte >> 4))
                bytes.append(Self.hexDigit(byte))
            case 0xC2 where text[index + 1] == 0x85:
                append("\\u0085" as StaticString)
                index += 1
            case 0xE2 where text[index + 1] == 0x80 && text[index + 2] & 0xFE == 0xA8:
                append((text[index + 2] == 0xA8 ? "\\u2028" : "\\u2029") as StaticString)
                index += 2
            default: bytes.append(byte)
            }
            index += 1
        }
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        let digit = value & 15
        return digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }
}

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

    mutating func append(_ raw: [UInt8], _ part: Range<Int>) {
        raw.withUnsafeBufferPointer { bytes.append(contentsOf: UnsafeBufferPointer(rebasing: $0[part])) }
    }

    package mutating func appendNull() { append("null" as StaticString) }

    package mutating func append(_ value: Bool) { append((value ? "true" : "false") as StaticString) }

    package mutating func append(_ value: Int) { bytes.append(decimal: value) }

    package mutating func append(_ value: KeyedHash) {
        bytes.append(addingCapacity: 34) {
            $0.append(UInt8(ascii: "\""))
            $0.append(value)
            $0.append(UInt8(ascii: "\""))
        }
    }

    package mutating func append(_ value: Timestamp) {
        bytes.append(addingCapacity: Timestamp.longest + 2) {
            $0.append(UInt8(ascii: "\""))
            $0.append(value)
            $0.append(UInt8(ascii: "\""))
        }
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

    /// Escapes what JSON demands, and what `Harmless.json` does: some readers break lines at U+0085, U+2028 and U+2029,
    /// and a terminal takes C1 and what changes the direction of text for commands.
    private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
        // What stands as it is goes over in one piece.
        var (plain, index) = (0, 0)
        func appendPlain() { bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[plain..<index])) }
        while index < text.count {
            let byte = text[index]
            var length = 1
            switch byte {
            case 0x22, 0x5C:
                appendPlain()
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0x00..<0x20, 0x7F:
                appendPlain()
                append(escaped: UInt16(byte))
            // With others no scalar begins that could be harmful, and most letters do.
            case 0xC2, 0xD8, 0xDB, 0xDC, 0xE0, 0xE1, 0xE2, 0xEF, 0xF0, 0xF3:
                appendPlain()
                length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
                append(scalar: text[index..<index + length])
            default:
                index += 1
                continue
            }
            index += length
            plain = index
        }
        appendPlain()
    }

    /// - Parameter text: one scalar's bytes, two at least.
    private mutating func append(scalar text: Slice<UnsafeBufferPointer<UInt8>>) {
        let scalar = text.dropFirst().reduce(UInt32(text[text.startIndex]) & (0xFF >> UInt32(text.count + 1))) {
            $0 << 6 | UInt32($1 & 0x3F)
        }
        guard let scalar = Unicode.Scalar(scalar), Harmless.isHarmful(scalar) else {
            bytes.append(contentsOf: text)
            return
        }
        for unit in scalar.utf16 { append(escaped: unit) }
    }

    private mutating func append(escaped unit: UInt16) {
        append("\\u" as StaticString)
        for shift in stride(from: UInt16(12), through: 0, by: -4) {
            bytes.append(Self.hexDigit(UInt8(truncatingIfNeeded: unit >> shift)))
        }
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        let digit = value & 15
        return digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }
}

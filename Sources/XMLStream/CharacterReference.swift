/// `&#123;` or `&#x7B;`: XML 1.0 §4.1.
enum CharacterReference {
    /// Whether a reference can go on with this byte after `&#`.
    static func mayContain(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "x") || digit(byte, radix: 16) != nil
    }

    /// Looks at the `&` at `position`; anything but a well-formed reference to a forbidden character is kept.
    static func verdict(_ bytes: UnsafeRawBufferPointer, at position: Int) -> CharacterFilter.Verdict {
        var next = position + 1
        guard next < bytes.count else { return .incomplete }
        guard bytes[next] == UInt8(ascii: "#") else { return .keep(1) }
        next += 1
        guard next < bytes.count else { return .incomplete }
        let radix: UInt32 = bytes[next] == UInt8(ascii: "x") ? 16 : 10
        if radix == 16 { next += 1 }
        let firstDigit = next
        var value: UInt32 = 0
        while next < bytes.count, let digit = digit(bytes[next], radix: radix) {
            value = min(value * radix + digit, 0x11_0000)
            next += 1
        }
        guard next < bytes.count else { return .incomplete }
        guard bytes[next] == UInt8(ascii: ";"), next > firstDigit else { return .keep(1) }
        let count = next + 1 - position
        return isCharacter(value) ? .keep(count) : .replace(count)
    }

    /// Whether XML 1.0 allows the scalar (https://www.w3.org/TR/xml/#NT-Char).
    private static func isCharacter(_ value: UInt32) -> Bool {
        switch value {
        case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x1_0000...0x10_FFFF: true
        default: false
        }
    }

    private static func digit(_ byte: UInt8, radix: UInt32) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f") where radix == 16: UInt32(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F") where radix == 16: UInt32(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}

/// The bytes of an answer, appended without any check but escaping.
///
/// Names are written as literal tags; what is escaped is what Exchange escapes: a character that XML 1.0 forbids
/// becomes a reference such as `&#x1;`, which makes the document malformed, as Exchange's documents then are.
package struct XMLOutput: Sendable {
    package private(set) var bytes: [UInt8] = []

    package init(capacity: Int = 4_096) {
        bytes.reserveCapacity(capacity)
    }

    /// Appends markup as it stands.
    mutating func raw(_ markup: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: markup.utf8Start, count: markup.utf8CodeUnitCount))
    }

    /// Appends bytes that need no escaping.
    mutating func raw(_ markup: some Sequence<UInt8>) {
        bytes.append(contentsOf: markup)
    }

    /// Appends character data or an attribute's value.
    mutating func text(_ text: String) {
        var text = text
        text.withUTF8 { self.text($0) }
    }

    /// Appends character data or an attribute's value in UTF-8.
    mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        for index in text.indices {
            let byte = text[index]
            if byte >= 0x20, Self.needsEscape & (1 << UInt64(byte & 63)) == 0 || byte > 0x3E, byte != 0xEF { continue }
            guard let (escape, length) = Self.escape(text, at: index) else { continue }
            bytes.append(contentsOf: text[start..<index])
            bytes.append(contentsOf: escape.utf8)
            start = index + length
        }
        bytes.append(contentsOf: text[start...])
    }

    mutating func integer(_ value: Int) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        var rest = value.magnitude
        var digits: (UInt64, UInt64, UInt64) = (0, 0, 0)
        withUnsafeMutableBytes(of: &digits) { digits in
            var index = digits.count
            repeat {
                index -= 1
                digits[index] = UInt8(ascii: "0") + UInt8(rest % 10)
                rest /= 10
            } while rest > 0
            bytes.append(contentsOf: digits[index...])
        }
    }

    /// Appends the lowest `6 * digits` bits in Base64; at most ten digits.
    mutating func base64(_ bits: UInt64, digits: Int) {
        for digit in 1...digits { bytes.append(Base64.digits[Int(bits >> UInt64(6 * (digits - digit)) & 63)]) }
    }

    mutating func boolean(_ value: Bool) {
        if value { raw("true") } else { raw("false") }
    }

    /// Appends `xs:dateTime` in UTC without fractions, as Exchange writes it.
    ///
    /// - Parameter instant: Seconds since 1970.
    mutating func dateTime(_ instant: Int) {
        let seconds = instant.flooredRemainder(by: 86_400)
        date(CivilDay(number: instant.flooredQuotient(by: 86_400)))
        bytes.append(UInt8(ascii: "T"))
        digits(seconds / 3_600, 2)
        bytes.append(UInt8(ascii: ":"))
        digits(seconds / 60 % 60, 2)
        bytes.append(UInt8(ascii: ":"))
        digits(seconds % 60, 2)
        bytes.append(UInt8(ascii: "Z"))
    }

    /// Appends `YYYY-MM-DD`.
    mutating func date(_ day: CivilDay) {
        let (year, month, day) = day.components
        digits(year, 4)
        bytes.append(UInt8(ascii: "-"))
        digits(month, 2)
        bytes.append(UInt8(ascii: "-"))
        digits(day, 2)
    }

    private mutating func digits(_ value: Int, _ count: Int) {
        var divisor = 1
        for _ in 1..<count { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(value / divisor % 10))
            divisor /= 10
        }
    }

    /// One bit for each of `"`, `&`, `<` and `>`.
    private static let needsEscape: UInt64 = 1 << 0x22 | 1 << 0x26 | 1 << 0x3C | 1 << 0x3E

    /// What stands for the character at `index`, and how many bytes that character has; nil if it stands for itself.
    private static func escape(_ text: UnsafeBufferPointer<UInt8>, at index: Int) -> (String, Int)? {
        switch text[index] {
        case UInt8(ascii: "<"): return ("&lt;", 1)
        case UInt8(ascii: ">"): return ("&gt;", 1)
        case UInt8(ascii: "&"): return ("&amp;", 1)
        case UInt8(ascii: "\""): return ("&quot;", 1)
        case 0x09, 0x0A: return nil
        case let control where control < 0x20:
            return ("&#x\(String(control, radix: 16, uppercase: true));", 1)
        case 0xEF where index + 2 < text.count && text[index + 1] == 0xBF && text[index + 2] >= 0xBE:
            return (text[index + 2] == 0xBE ? "&#xFFFE;" : "&#xFFFF;", 3)
        default: return nil
        }
    }
}

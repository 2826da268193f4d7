/// Values as text, each written where there is room for it: nothing is allocated.
extension OutputSpan<UInt8> {
    /// A whole number in decimal digits, as JSON and CSV have it; 20 bytes at most.
    package mutating func append(decimal value: Int) {
        if value < 0 { append(UInt8(ascii: "-")) }
        append(decimal: value.magnitude, digits: 1)
    }

    /// A whole number in so many decimal digits, or more where it needs them.
    package mutating func append(decimal value: UInt, digits: Int) {
        var text = InlineArray<20, UInt8>(repeating: 0)
        var (rest, place) = (value, 20)
        repeat {
            place -= 1
            text[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
            rest /= 10
        } while rest > 0 || 20 - place < digits
        for index in place..<20 { append(text[index]) }
    }

    /// 16 lower-case hexadecimal digits.
    package mutating func append(hexadecimal value: UInt64) {
        for shift in stride(from: UInt64(60), through: 0, by: -4) {
            let digit = UInt8(truncatingIfNeeded: value >> shift) & 15
            append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
        }
    }
}

extension Span<UInt8> {
    /// Where the first quote, backslash or control character stands at or behind `position`; the count if there is
    /// none.
    ///
    /// Eight bytes at a time: of the marks that the subtractions leave, the lowest one is always true.
    func endOfPlainText(from position: Int) -> Int {
        var position = position
        while position + 8 <= count {
            let word = UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
            let quotes = word ^ 0x2222_2222_2222_2222
            let backslashes = word ^ 0x5C5C_5C5C_5C5C_5C5C
            let ones: UInt64 = 0x0101_0101_0101_0101
            let hits =
                ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
                | ((word &- 0x2020_2020_2020_2020) & ~word)
            let marks = hits & 0x8080_8080_8080_8080
            if marks != 0 { return position + marks.trailingZeroBitCount / 8 }
            position += 8
        }
        while position < count, self[position] >= 0x20, self[position] != UInt8(ascii: "\""),
            self[position] != UInt8(ascii: "\\")
        {
            position += 1
        }
        return position
    }
}

extension CharacterFilter {
    /// What becomes of the bytes at one place.
    enum Verdict: Equatable {
        case keep(Int)
        case replace(Int)
        /// The chunk ends before it can be told.
        case incomplete
    }

    /// U+FFFD in UTF-8.
    static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

    /// The first byte from `position` on that needs a closer look: a control character, `&`, or the start of a
    /// character beyond ASCII.
    static func firstSuspect(in bytes: UnsafeRawBufferPointer, from position: Int) -> Int? {
        var position = skipPlainCharacters(in: bytes, from: position)
        // Where one suspect is, the next one often follows at once.
        if position + 8 <= bytes.count {
            let suspects = suspects(bytes, position)
            if suspects != 0 { return position + suspects.trailingZeroBitCount / 8 }
            position += 8
        }
        while position + 32 <= bytes.count {
            let suspects =
                suspects(bytes, position) | suspects(bytes, position + 8)
                | suspects(bytes, position + 16) | suspects(bytes, position + 24)
            if suspects != 0 { break }
            position += 32
        }
        while position + 8 <= bytes.count {
            let suspects = suspects(bytes, position)
            if suspects != 0 { return position + suspects.trailingZeroBitCount / 8 }
            position += 8
        }
        while position < bytes.count {
            let byte = bytes[position]
            if byte < 0x20 || byte >= 0x80 || byte == UInt8(ascii: "&") { return position }
            position += 1
        }
        return nil
    }

    /// The end of a run of characters of two or three bytes that need no closer look, as most of Cyrillic or Chinese.
    @inline(__always)
    private static func skipPlainCharacters(in bytes: UnsafeRawBufferPointer, from position: Int) -> Int {
        var position = position
        while position + 4 <= bytes.count {
            let word = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self))
            let lead = word & 0xFF
            if word & 0xC0C0F0 == 0x8080E0, lead != 0xE0, lead != 0xED, lead != 0xEF {
                position += 3
            } else if word & 0xC0E0 == 0x80C0, lead >= 0xC2 {
                position += 2
            } else {
                break
            }
        }
        return position
    }

    /// The high bit of the first of the eight bytes at `position` that is below 0x20, above 0x7F or `&`; higher
    /// bits mean nothing.
    @inline(__always)
    private static func suspects(_ bytes: UnsafeRawBufferPointer, _ position: Int) -> UInt64 {
        let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
        let ones: UInt64 = 0x0101_0101_0101_0101
        let highs = ones << 7
        let control = (word &- ones &* 0x20) & ~word
        let ampersand = word ^ (ones &* 0x26)
        return (word | control | ((ampersand &- ones) & ~ampersand)) & highs
    }

    static func verdict(_ bytes: UnsafeRawBufferPointer, at position: Int) -> Verdict {
        switch bytes[position] {
        case 0x09, 0x0A, 0x0D: .keep(1)
        case UInt8(ascii: "&"): CharacterReference.verdict(bytes, at: position)
        case 0x80...: characterVerdict(bytes, at: position)
        case ..<0x20: .replace(1)
        default: .keep(1)
        }
    }

    /// A character of two to four bytes.
    ///
    /// Of an ill-formed sequence as much is replaced at once as could have begun a character, which is what Unicode
    /// recommends and Swift does (The Unicode Standard 16.0, 3.9, "U+FFFD Substitution of Maximal Subparts").
    private static func characterVerdict(_ bytes: UnsafeRawBufferPointer, at position: Int) -> Verdict {
        let lead = bytes[position]
        let length: Int
        var second: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF:
            length = 3
            if lead == 0xE0 { second = 0xA0...0xBF }
            if lead == 0xED { second = 0x80...0x9F }
        case 0xF0...0xF4:
            length = 4
            if lead == 0xF0 { second = 0x90...0xBF }
            if lead == 0xF4 { second = 0x80...0x8F }
        default: return .replace(1)
        }
        for offset in 1..<length {
            guard position + offset < bytes.count else { return .incomplete }
            let allowed = offset == 1 ? second : 0x80...0xBF
            if !allowed.contains(bytes[position + offset]) { return .replace(offset) }
        }
        // U+FFFE and U+FFFF are characters of Unicode but not of XML.
        let isNoncharacter = lead == 0xEF && bytes[position + 1] == 0xBF && bytes[position + 2] >= 0xBE
        return isNoncharacter ? .replace(3) : .keep(length)
    }
}

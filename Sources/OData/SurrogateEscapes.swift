/// Mends texts in which a character beyond the first 65,536 was cut in half, as services have been seen to do with long
/// ones.
///
/// RFC 8259, 8.2, allows half a pair in JSON and leaves open what it means; a decoder takes no part of such a page.
enum SurrogateEscapes {
    /// The same bytes, but for each `\uD800` to `\uDFFF` without its other half, which becomes `\uFFFD`; nil if there
    /// is none.
    static func mended(_ json: [UInt8]) -> [UInt8]? {
        var bytes = json
        var isMended = false
        var position = 0
        while position < bytes.count {
            guard bytes[position] == UInt8(ascii: "\\") else {
                position += 1
                continue
            }
            guard let unit = unit(at: position, in: bytes) else {
                // Another escape, of two bytes.
                position += 2
                continue
            }
            if (0xD800..<0xDC00).contains(unit), let next = Self.unit(at: position + 6, in: bytes),
                (0xDC00..<0xE000).contains(next)
            {
                position += 12
                continue
            }
            if (0xD800..<0xE000).contains(unit) {
                bytes.replaceSubrange(position..<position + 6, with: #"\uFFFD"#.utf8)
                isMended = true
            }
            position += 6
        }
        return isMended ? bytes : nil
    }

    /// The code unit that `\uXXXX` at `position` stands for.
    private static func unit(at position: Int, in bytes: [UInt8]) -> UInt16? {
        guard position + 6 <= bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        else { return nil }
        return UInt16(String(decoding: bytes[position + 2..<position + 6], as: UTF8.self), radix: 16)
    }
}

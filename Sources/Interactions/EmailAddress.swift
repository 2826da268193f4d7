/// An SMTP address in canonical form: ASCII letters in lower case, without display name, brackets or spaces.
///
/// RFC 5321 lets the local part be case-sensitive; Exchange, Graph and Dataverse never are, and neither is this.
package struct EmailAddress: Hashable, Comparable, Sendable {
    /// `local@domain`. Personal data: never in a log or an error text.
    package let text: String

    /// Nil unless `raw` has exactly one `@` outside of quotes with something on both sides, and no space or control
    /// character. Security decisions stand on this, so it looks at bytes, not at characters.
    package init?(_ raw: String) {
        var raw = raw
        guard let extent = raw.withUTF8({ Self.extent(in: $0) }) else { return nil }
        // Most are written in canonical form, and a copy of the text costs more than all else here.
        text =
            extent.isCanonical ? raw : raw.withUTF8 { Self.lowercased(UnsafeBufferPointer(rebasing: $0[extent.range])) }
    }

    /// The same for a part of a text.
    package init?(_ raw: Substring) {
        self.init(String(raw))
    }

    /// Where in `raw` the address is, and whether it is all there is and free of capitals; nil if it is none.
    private static func extent(in raw: UnsafeBufferPointer<UInt8>) -> (range: Range<Int>, isCanonical: Bool)? {
        var start = 0
        var end = raw.count
        while end > 0, raw[end - 1] <= 0x20 || raw[end - 1] == 0x3E { end -= 1 }
        while start < end, raw[start] <= 0x20 || raw[start] == 0x3C { start += 1 }
        let bytes = UnsafeBufferPointer(rebasing: raw[start..<end])
        guard bytes.count <= 320, let at = bytes.lastIndex(of: 0x40), at > 0, at < bytes.count - 1 else { return nil }
        let quoted = bytes[0] == 0x22 && at >= 2 && bytes[at - 1] == 0x22
        var isCanonical = bytes.count == raw.count
        for index in 0..<bytes.count {
            switch bytes[index] {
            case 0x00...0x1F, 0x7F: return nil
            case 0x20 where !quoted || index > at: return nil
            case 0x40 where index != at && !quoted: return nil
            case 0x41...0x5A: isCanonical = false
            case 0x2C, 0x3B, 0x3C, 0x3E:
                guard quoted && index < at else { return nil }
            default: break
            }
        }
        return (start..<end, isCanonical)
    }

    private static func lowercased(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        String(unsafeUninitializedCapacity: bytes.count) { target in
            for index in 0..<bytes.count {
                let byte = bytes[index]
                target[index] = (0x41...0x5A).contains(byte) ? byte + 0x20 : byte
            }
            return bytes.count
        }
    }

    /// What follows the `@`.
    package var domain: Substring {
        // Not the character after: what combines with the `@` belongs to the domain.
        text[text.utf8.index(after: text.utf8.lastIndex(of: 0x40) ?? text.startIndex)...]
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.text < right.text
    }
}

import Interactions

/// Base64 as HTTP's basic credentials have it (RFC 4648, section 4).
enum Base64 {
    /// Nil for what is none.
    static func bytes(_ text: String) -> [UInt8]? {
        guard text.utf8.count % 4 == 0 else { return nil }
        let digits = text.utf8.reversed().drop { $0 == UInt8(ascii: "=") }.reversed().map { digit in
            switch digit {
            case UInt8(ascii: "+"): UInt8(ascii: "-")
            case UInt8(ascii: "/"): UInt8(ascii: "_")
            case UInt8(ascii: "-"), UInt8(ascii: "_"): UInt8(ascii: "!")
            default: digit
            }
        }
        return Base64URL.bytes(String(decoding: digits, as: UTF8.self))
    }
}

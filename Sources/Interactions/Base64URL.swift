/// Base64 with the alphabet for addresses and without padding (RFC 4648, section 5), strictly.
package enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

    /// The bytes as text of letters, digits, `-` and `_`.
    package static func text(_ bytes: some Sequence<UInt8>) -> String {
        var digits: [UInt8] = []
        var bits = 0
        var held = 0
        for byte in bytes {
            bits = (bits << 8 | Int(byte)) & 0xFFFF
            held += 8
            while held >= 6 {
                held -= 6
                digits.append(alphabet[bits >> held & 63])
            }
        }
        if held > 0 { digits.append(alphabet[bits << (6 - held) & 63]) }
        return String(decoding: digits, as: UTF8.self)
    }

    /// The bytes that a text stands for; nil for what `text` writes for nothing: other letters, padding, bits that are
    /// left over.
    package static func bytes(_ text: some StringProtocol) -> [UInt8]? {
        var bytes: [UInt8] = []
        var bits = 0
        var held = 0
        for digit in text.utf8 {
            guard let value = alphabet.firstIndex(of: digit) else { return nil }
            bits = (bits << 6 | value) & 0xFFFF
            held += 6
            if held >= 8 {
                held -= 8
                bytes.append(UInt8(bits >> held & 255))
            }
        }
        guard held < 6, bits & (1 << held - 1) == 0 else { return nil }
        return bytes
    }
}

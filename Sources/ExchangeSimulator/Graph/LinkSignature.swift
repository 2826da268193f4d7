import Crypto

/// Makes the tokens in links opaque to clients and safe from their hands; of one run of the server.
struct LinkSignature: Sendable {
    private let key = SymmetricKey(size: .bits256)

    /// The values with their code, in an alphabet for URLs.
    func seal(_ values: [UInt32]) -> String {
        var bytes = values.flatMap { value in
            [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> ($0 as UInt32)) }
        }
        let code = HMAC<SHA256>.authenticationCode(for: bytes, using: key)
        // What clients are told to keep is a few hundred characters long.
        bytes += Array(code) + SHA512.hash(data: Array(code)) + SHA512.hash(data: bytes)
        let digits = Base64.encode(bytes).filter { $0 != UInt8(ascii: "=") }
        return String(decoding: digits, as: UTF8.self).replacing("+", with: "_").replacing("/", with: "-")
    }

    /// Nil for what `seal` did not make out of `count` values.
    func open(_ text: String, count: Int) -> [UInt32]? {
        var digits = Array(text.replacing("_", with: "+").replacing("-", with: "/").utf8)
        while !digits.count.isMultiple(of: 4) { digits.append(UInt8(ascii: "=")) }
        guard let bytes = Base64.decode(digits), bytes.count > 4 * count else { return nil }
        let values = (0..<count).map { bytes[4 * $0..<4 * $0 + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } }
        return seal(values) == text ? values : nil
    }
}

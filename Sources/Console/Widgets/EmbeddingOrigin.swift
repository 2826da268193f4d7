/// The origin of a page that embeds a widget; it goes into a header, so it is checked byte by byte.
enum EmbeddingOrigin {
    /// Whether it is `https://` and a host in lower case, with or without a port; or `http://` on loopback.
    static func isOne(_ text: String) -> Bool {
        let schemes = ["https://", "http://localhost", "http://127.0.0.1"]
        guard let scheme = schemes.first(where: { text.utf8.starts(with: $0.utf8) }) else { return false }
        let start = scheme == schemes[0] ? scheme : "http://"
        let authority = text.utf8.dropFirst(start.utf8.count)
        let parts = authority.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count <= 2, let host = parts.first, !host.isEmpty, host.count <= 253 else { return false }
        let isHost = host.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2E
        }
        let isPort =
            parts.count == 1 || (1...5).contains(parts[1].count) && parts[1].allSatisfy { (0x30...0x39).contains($0) }
        // `http://localhost.example` is not loopback.
        let isLoopback =
            scheme == schemes[0] || ["localhost", "127.0.0.1"].contains(String(decoding: host, as: UTF8.self))
        return isHost && isPort && isLoopback
    }
}

/// Where EWS answers, for example `https://mail.example.com/EWS/Exchange.asmx`.
package struct EWSEndpoint: Hashable, Sendable {
    package let scheme: String
    /// Host, and port if it is not the scheme's.
    package let authority: String
    package let path: String

    private init(scheme: String, authority: String, path: String) {
        self.scheme = scheme
        self.authority = authority
        self.path = path
    }

    /// Nil unless `url` is an absolute address of HTTP or HTTPS in plain ASCII with host and path, without user or
    /// fragment.
    ///
    /// Credentials go over HTTPS only: the transport refuses them elsewhere.
    package init?(url: String) {
        let bytes = url.utf8
        guard bytes.count <= 2_048, bytes.allSatisfy({ (0x21...0x7E).contains($0) && $0 != 0x23 && $0 != 0x5C }) else {
            return nil
        }
        guard let scheme = ["https", "http"].first(where: { url.lowercased().hasPrefix($0 + "://") }) else {
            return nil
        }
        let rest = url.dropFirst(scheme.utf8.count + 3)
        guard let slash = rest.firstIndex(of: "/") else { return nil }
        let authority = rest[..<slash]
        guard !authority.isEmpty, !authority.contains("@"), !authority.contains("?"), !authority.hasPrefix(":") else {
            return nil
        }
        guard Self.hasUsablePort(authority) else { return nil }
        self.init(scheme: scheme, authority: authority.lowercased(), path: String(rest[slash...]))
    }

    /// Whether what stands behind the host is nothing, or a colon and 1 to 65535.
    private static func hasUsablePort(_ authority: Substring) -> Bool {
        let bytes = authority.utf8
        let host = bytes.lastIndex(of: UInt8(ascii: "]")) ?? bytes.startIndex
        guard let colon = bytes[host...].firstIndex(of: UInt8(ascii: ":")) else { return true }
        let digits = bytes[bytes.index(after: colon)...]
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
        return UInt16(String(decoding: digits, as: UTF8.self)).map { $0 > 0 } ?? false
    }

    package var url: String { "\(scheme)://\(authority)\(path)" }
}

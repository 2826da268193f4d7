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
        self.init(scheme: scheme, authority: authority.lowercased(), path: String(rest[slash...]))
    }

    package var url: String { "\(scheme)://\(authority)\(path)" }
}

/// Whom a request goes to: scheme, host and port.
///
/// Credentials and links are pinned to it.
///
/// Read strictly from bytes, so that no two programs can read the same text differently: no user, no backslash, no
/// control character, nothing beyond ASCII (an international name is written in its `xn--` form). See RFC 6454.
package struct Origin: Hashable, Sendable {
    package enum Scheme: String, Hashable, Sendable {
        case http, https
    }

    package let scheme: Scheme
    /// In lower case; an IPv6 address in its brackets.
    package let host: String
    /// Never left out: 80 or 443 where the text has none.
    package let port: UInt16

    /// The origin of an absolute URL; nil if it is none, or has a user.
    package init?(url: some StringProtocol) {
        let bytes = Array(url.utf8)
        guard bytes.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }),
            let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
            bytes[colon...].starts(with: "://".utf8)
        else { return nil }
        let authority = bytes[(colon + 3)...].prefix {
            $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
        }
        self.init(scheme: bytes[..<colon], authority: authority)
    }

    /// The origin of a request's `:scheme` and `:authority`.
    package init?(scheme: some StringProtocol, authority: some StringProtocol) {
        self.init(scheme: Array(scheme.utf8)[...], authority: Array(authority.utf8)[...])
    }

    /// TLS protects what is sent.
    package var isSecure: Bool { scheme == .https }

    private init?(scheme: ArraySlice<UInt8>, authority: ArraySlice<UInt8>) {
        guard let scheme = Scheme(rawValue: Self.lowercase(scheme)) else { return nil }
        let host = Self.host(authority)
        let rest = authority[host.endIndex...]
        guard !host.isEmpty, let port = rest.isEmpty ? scheme.defaultPort : Self.port(rest) else { return nil }
        self.scheme = scheme
        self.host = Self.lowercase(host)
        self.port = port
    }

    /// The longest start of `authority` that is a host name or an address; empty if there is none.
    private static func host(_ authority: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard authority.first == UInt8(ascii: "[") else {
            let name = authority.prefix { isLetterOrDigit($0) || "-._".utf8.contains($0) }
            return name.first.map { isLetterOrDigit($0) } == true ? name : name.prefix(0)
        }
        guard let end = authority.firstIndex(of: UInt8(ascii: "]")) else { return authority.prefix(0) }
        let address = authority[authority.startIndex + 1..<end]
        guard address.contains(UInt8(ascii: ":")), address.allSatisfy({ isHexadecimal($0) || ":.".utf8.contains($0) })
        else { return authority.prefix(0) }
        return authority[...end]
    }

    /// A colon and 1 to 65535 without leading zero, and nothing else.
    private static func port(_ text: ArraySlice<UInt8>) -> UInt16? {
        let digits = text.dropFirst()
        guard text.first == UInt8(ascii: ":"), digits.first != UInt8(ascii: "0"),
            digits.allSatisfy({ isDigit($0) })
        else { return nil }
        return UInt16(String(decoding: digits, as: UTF8.self))
    }

    private static func lowercase(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x61...0x7A).contains(byte | 0x20)
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x61...0x66).contains(byte | 0x20)
    }
}

extension Origin.Scheme {
    fileprivate var defaultPort: UInt16 {
        switch self {
        case .http: 80
        case .https: 443
        }
    }
}

extension Origin: CustomStringConvertible {
    /// As in a URL, the port only where it is not the scheme's.
    package var description: String { "\(scheme.rawValue)://\(authority)" }

    /// As a request has it: the host, and the port where it is not the scheme's.
    package var authority: String { port == scheme.defaultPort ? host : "\(host):\(port)" }
}

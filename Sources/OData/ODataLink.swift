import HTTPTransport

/// A link that a service gave to go on with; opaque, and to be requested as it came.
///
/// A link is asked for with our token, so it may only lead to where the token belongs.
package struct ODataLink: Hashable, Sendable {
    /// The longest one that is accepted, in bytes; those of Exchange Online have some 3,000.
    package static let longest = 32_768

    /// As the service wrote it, but escaped where it should have been: it has neither spaces nor control characters.
    package let text: String
    package let target: ODataTarget

    /// Nil unless the link's scheme, host and port are those of `root` and its path and query can have one meaning
    /// only.
    ///
    /// Spaces, quotes, brackets and what is not ASCII are escaped behind the host, as services forget to. The text must
    /// be without control characters and backslash, user and fragment; no segment of the path may be empty or dots, as
    /// programs differ in what they make of those.
    package init?(_ text: String, root: ODataRoot) {
        guard text.utf8.count <= Self.longest, let text = Self.escaped(text), text.utf8.count <= Self.longest,
            Origin(url: text) == root.origin
        else { return nil }
        // Behind an origin there is either nothing, a path, a query or a fragment, and a port is part of the origin.
        let path = text.utf8.drop { $0 != UInt8(ascii: ":") }.dropFirst(3).drop {
            $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
        }
        guard path.first == UInt8(ascii: "/"), !path.contains(UInt8(ascii: "#")), Self.staysInPlace(path) else {
            return nil
        }
        self.text = text
        target = ODataTarget(path: String(decoding: path, as: UTF8.self))
    }

    /// What RFC 3986 lets stand nowhere in a link, escaped behind the host; nil with a control character or a
    /// backslash.
    private static func escaped(_ text: String) -> String? {
        guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") }) else { return nil }
        let host = text.utf8.drop { $0 != UInt8(ascii: ":") }.dropFirst(3)
        let path = host.drop { !"/?#".utf8.contains($0) }
        guard path.contains(where: isForbidden) else { return text }
        var bytes = Array(text.utf8[..<path.startIndex])
        bytes.reserveCapacity(text.utf8.count)
        for byte in path { bytes += isForbidden(byte) ? byte.percentEncoded : [byte] }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isForbidden(_ byte: UInt8) -> Bool {
        byte >= 0x80 || " \"<>[]^`{|}".utf8.contains(byte)
    }

    private static func staysInPlace(_ target: Substring.UTF8View) -> Bool {
        let path = target.prefix { $0 != UInt8(ascii: "?") }.dropFirst()
        return path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { segment in
            let text = String(Substring(segment)).lowercased()
            let plain = text.split(separator: "%2e", omittingEmptySubsequences: false).joined(separator: ".")
            return !["", ".", ".."].contains(plain)
        }
    }
}

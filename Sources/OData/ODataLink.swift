import HTTPTransport

/// A link that a service gave to go on with; opaque, and to be requested as it came.
///
/// A link is asked for with our token, so it may only lead to where the token belongs.
package struct ODataLink: Hashable, Sendable {
    /// The longest one that is accepted, in bytes; those of Exchange Online have some 3,000.
    package static let longest = 32_768

    /// As the service wrote it.
    package let text: String
    package let target: ODataTarget

    /// Nil unless the link's scheme, host and port are those of `root` and its path and query can be sent verbatim.
    ///
    /// The whole text must be printable ASCII without backslash, and without user and fragment; no segment of the path
    /// may be empty or dots, as programs differ in what they make of those.
    package init?(_ text: String, root: ODataRoot) {
        guard text.utf8.count <= Self.longest, Origin(url: text) == root.origin else { return nil }
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

    private static func staysInPlace(_ target: Substring.UTF8View) -> Bool {
        let path = target.prefix { $0 != UInt8(ascii: "?") }.dropFirst()
        return path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy { segment in
            let text = String(Substring(segment)).lowercased()
            let plain = text.split(separator: "%2e", omittingEmptySubsequences: false).joined(separator: ".")
            return !["", ".", ".."].contains(plain)
        }
    }
}

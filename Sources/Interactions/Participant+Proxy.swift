extension Participant.Address {
    /// An address or a legacy name as Exchange's `proxyAddresses` have them, with or without its kind in front.
    ///
    /// - Parameter text: nil comes of kinds to which no mail goes, such as `sip:`.
    package init?(proxy text: String) {
        var rest = text[...]
        for kind in ["smtp:", "x500:", "mailto:"] where text.caseFolded.utf8.starts(with: kind.utf8) {
            rest = text.dropFirst(kind.utf8.count)
        }
        let name = String(rest)
        if name.caseFolded.utf8.starts(with: "/o=".utf8) {
            self = .directory(name.lowercased())
        } else {
            guard !name.utf8.contains(UInt8(ascii: ":")), let address = EmailAddress(name) else { return nil }
            self = .smtp(address)
        }
    }

    /// Whether an entry of `proxyAddresses` is of a kind to which no mail over the Internet goes, such as `sip:`,
    /// `eum:` or `x400:`.
    package static func isForeign(proxy text: String) -> Bool {
        let kind = text.utf8.prefix { $0 != UInt8(ascii: ":") }
        guard kind.count < text.utf8.count, !kind.isEmpty else { return false }
        return !["smtp", "x500", "mailto"].contains(String(Substring(kind)).caseFolded)
            && kind.allSatisfy { UnicodeScalar($0).properties.isAlphabetic || (0x30...0x39).contains($0) }
    }
}

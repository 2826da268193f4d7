extension Participant.Address {
    /// An address or a legacy name as Exchange's `proxyAddresses` have them, with or without its kind in front.
    ///
    /// - Parameter text: nil comes of kinds to which no mail goes, such as `sip:`.
    package init?(proxy text: String) {
        var rest = text[...]
        for kind in ["smtp:", "x500:"] where text.caseFolded.utf8.starts(with: kind.utf8) {
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
}

/// Domains of mail addresses, some of them with all that lies below them.
package struct MailDomains: Hashable, Sendable {
    /// Equal only if every byte is: Unicode's idea of equal texts must not let anybody in.
    private struct Domain: Hashable {
        let text: Substring

        static func == (left: Domain, right: Domain) -> Bool {
            left.text.utf8.elementsEqual(right.text.utf8)
        }

        func hash(into hasher: inout Hasher) {
            hasher.combine(text)
        }
    }

    /// Each once and in order: the same for the same domains, in whatever order and spelling they were given.
    package let names: [String]
    private let exact: Set<Domain>
    /// With the leading dot: what ends with one of these is meant too.
    private let suffixes: [String]

    /// - Parameter domains: `contoso.com` is that domain alone, `*.contoso.com` everything below it: a subdomain often
    ///   belongs to somebody else, so it is meant only if somebody says so.
    /// - Returns: nil if one of them cannot be a domain.
    package init?(_ domains: some Sequence<String>) {
        var exact: Set<Domain> = []
        var suffixes: Set<String> = []
        for domain in domains {
            let isSuffix = domain.utf8.starts(with: "*.".utf8)
            guard let address = EmailAddress("x@" + (isSuffix ? String(Substring(domain.utf8.dropFirst(2))) : domain)),
                address.domain.utf8.allSatisfy({ $0 != 0x2A }), address.domain.utf8.contains(0x2E)
            else { return nil }
            if isSuffix { suffixes.insert("." + address.domain) } else { exact.insert(Domain(text: address.domain)) }
        }
        self.exact = exact
        self.suffixes = suffixes.sorted()
        names = (exact.map { String($0.text) } + suffixes.map { "*" + $0 })
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// Whether the address is of one of the domains.
    package func contains(_ address: EmailAddress) -> Bool {
        let domain = address.domain
        if exact.contains(Domain(text: domain)) { return true }
        return suffixes.contains { suffix in
            domain.utf8.count > suffix.utf8.count
                && domain.utf8.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
        }
    }
}

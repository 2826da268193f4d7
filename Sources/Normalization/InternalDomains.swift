package import Interactions

/// The mail domains of the organisation itself; everybody else is outside.
package struct InternalDomains: Sendable {
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

    private let exact: Set<Domain>
    /// With the leading dot: what ends with one of these is inside too.
    private let suffixes: [String]

    /// - Parameter domains: `contoso.com` is that domain alone, `*.contoso.com` everything below it: a subdomain often
    ///   belongs to somebody else, so it is inside only if somebody says so.
    /// - Returns: nil if one of them cannot be a domain.
    package init?(_ domains: some Sequence<String>) {
        var exact: Set<Domain> = []
        var suffixes: [String] = []
        for domain in domains {
            let isSuffix = domain.utf8.starts(with: "*.".utf8)
            guard let address = EmailAddress("x@" + (isSuffix ? String(Substring(domain.utf8.dropFirst(2))) : domain)),
                address.domain.utf8.allSatisfy({ $0 != 0x2A }), address.domain.utf8.contains(0x2E)
            else { return nil }
            if isSuffix { suffixes.append("." + address.domain) } else { exact.insert(Domain(text: address.domain)) }
        }
        self.exact = exact
        self.suffixes = suffixes
    }

    /// Whether mail of this address is the own organisation's.
    package func contains(_ address: EmailAddress) -> Bool {
        let domain = address.domain
        if exact.contains(Domain(text: domain)) { return true }
        return suffixes.contains { suffix in
            domain.utf8.count > suffix.utf8.count
                && domain.utf8.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
        }
    }
}

import Interactions

/// The mail domains of the organisation itself; everybody else is outside.
package struct InternalDomains: Sendable {
    private let exact: Set<String>
    /// With the leading dot: what ends with one of these is inside too.
    private let suffixes: [String]

    /// - Parameter domains: `contoso.com` is that domain alone, `*.contoso.com` everything below it.
    /// - Returns: nil if one of them cannot be a domain.
    package init?(_ domains: some Sequence<String>) {
        var exact: Set<String> = []
        var suffixes: [String] = []
        for domain in domains {
            let isSuffix = domain.hasPrefix("*.")
            guard let address = EmailAddress("x@" + (isSuffix ? String(domain.dropFirst(2)) : domain)),
                address.domain.utf8.allSatisfy({ $0 != 0x2A }), address.domain.utf8.contains(0x2E)
            else { return nil }
            if isSuffix { suffixes.append("." + address.domain) } else { exact.insert(String(address.domain)) }
        }
        self.exact = exact
        self.suffixes = suffixes
    }

    /// Compares bytes, so that a domain that only looks alike is outside.
    func contains(_ address: EmailAddress) -> Bool {
        let domain = address.domain
        return exact.contains(String(domain))
            || suffixes.contains { domain.utf8.count > $0.utf8.count && domain.hasSuffix($0) }
    }
}

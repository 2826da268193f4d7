/// Domains of mail addresses, some of them with all that lies below them.
package struct MailDomains: Hashable, Sendable {
    /// Each once and in order: the same for the same domains, in whatever order and spelling they were given.
    package let names: [String]
    /// In the order of their bytes; equal only if every byte is, because Unicode's idea of equal texts must not let
    /// anybody in.
    private let exact: [[UInt8]]
    /// With the leading dot: what ends with one of these is meant too.
    private let suffixes: [[UInt8]]

    /// - Parameter domains: `contoso.com` is that domain alone, `*.contoso.com` everything below it: a subdomain often
    ///   belongs to somebody else, so it is meant only if somebody says so.
    /// - Returns: nil if one of them cannot be a domain.
    package init?(_ domains: some Sequence<String>) {
        var exact: Set<[UInt8]> = []
        var suffixes: Set<[UInt8]> = []
        for domain in domains {
            let isSuffix = domain.utf8.starts(with: "*.".utf8)
            guard let address = EmailAddress("x@" + (isSuffix ? String(Substring(domain.utf8.dropFirst(2))) : domain)),
                address.domain.utf8.allSatisfy({ $0 != 0x2A }), address.domain.utf8.contains(0x2E)
            else { return nil }
            let bytes = Array(address.domain.utf8)
            if isSuffix { suffixes.insert([0x2E] + bytes) } else { exact.insert(bytes) }
        }
        self.exact = exact.sorted { $0.lexicographicallyPrecedes($1) }
        self.suffixes = suffixes.sorted { $0.lexicographicallyPrecedes($1) }
        names = (self.exact + self.suffixes.map { [0x2A] + $0 })
            .sorted { $0.lexicographicallyPrecedes($1) }
            .map { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether the address is of one of the domains.
    package func contains(_ address: EmailAddress) -> Bool {
        let text = address.text.utf8.span
        let domain = text.extracting(address.domainOffset...)
        if isExact(domain) { return true }
        for suffix in suffixes where domain.count > suffix.count {
            if Self.order(domain.extracting(last: suffix.count), suffix.span) == 0 { return true }
        }
        return false
    }

    private func isExact(_ domain: Span<UInt8>) -> Bool {
        var (low, high) = (0, exact.count)
        while low < high {
            let middle = (low + high) / 2
            let candidate = exact[middle]
            let order = Self.order(domain, candidate.span)
            if order == 0 { return true }
            if order < 0 { high = middle } else { low = middle + 1 }
        }
        return false
    }

    /// Zero for the same bytes, less if the left ones come first.
    private static func order(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Int {
        for index in 0..<min(left.count, right.count) where left[index] != right[index] {
            return left[index] < right[index] ? -1 : 1
        }
        return left.count - right.count
    }
}

package import Interactions

/// The mail domains of the organisation itself; everybody else is outside.
package struct InternalDomains: Sendable {
    package let domains: MailDomains

    /// - Parameter domains: see `MailDomains`.
    /// - Returns: nil if one of them cannot be a domain.
    package init?(_ domains: some Sequence<String>) {
        guard let domains = MailDomains(domains) else { return nil }
        self.domains = domains
    }

    /// The same for the same domains, in whatever order and spelling they were given.
    var fingerprint: String { domains.names.joined(separator: " ") }

    /// Everybody in the organisation's directory is inside, and whoever has one of its domains.
    func include(_ address: Participant.Address) -> Bool {
        switch address {
        case .smtp(let address): contains(address)
        case .directory: true
        case .record(let reference): reference.table.isInternal
        case .unreadable: false
        }
    }

    /// Whether mail of this address is the own organisation's.
    package func contains(_ address: EmailAddress) -> Bool { domains.contains(address) }
}

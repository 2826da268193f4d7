package import Interactions
import Normalization

/// Which mailboxes of an organisation that has both are read where, whatever their location says: the settings under
/// `hybrid`.
package struct HybridSettings: Sendable {
    private let ews: MailboxRule
    private let graph: MailboxRule

    init(_ settings: SettingsReader) {
        ews = MailboxRule("ews", settings)
        graph = MailboxRule("graph", settings)
        if !ews.entries.isDisjoint(with: graph.entries) {
            settings.refuse("graph", "a list with no entry of 'hybrid.ews'")
        }
    }

    /// Where the mailbox is read; nil if no rule says so.
    ///
    /// An address says more than a domain, and the own server's rule more than the cloud's.
    package func source(of address: EmailAddress) -> RapportSettings.MailSource? {
        if ews.addresses.contains(address) { return .ews }
        if graph.addresses.contains(address) { return .graph }
        if ews.domains?.contains(address) == true { return .ews }
        return graph.domains?.contains(address) == true ? .graph : nil
    }
}

/// Mailboxes by address or by domain.
private struct MailboxRule: Sendable {
    let entries: Set<String>
    let addresses: Set<EmailAddress>
    /// Nil for none.
    let domains: InternalDomains?

    init(_ key: String, _ settings: SettingsReader) {
        let texts =
            settings.elements(key) { text in
                EmailAddress(text) == nil && InternalDomains([text]) == nil ? nil : text.lowercased()
            } ?? []
        entries = Set(texts)
        addresses = Set(texts.compactMap { EmailAddress($0) })
        let names = texts.filter { EmailAddress($0) == nil }
        domains = names.isEmpty ? nil : InternalDomains(names)
    }
}

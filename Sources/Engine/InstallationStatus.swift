package import Connector
package import Eligibility
import Interactions
import Normalization
import Settings

/// How an installation stands: the life cycle, what is stored, and how the last run went.
package struct InstallationStatus: Sendable {
    package let lifeCycle: LifeCycleState
    package let tenant: TenantDecision
    /// Mailboxes that are decided on, and how many of them are admitted.
    package let mailboxes: Int
    package let admitted: Int
    /// Nil before the first sync.
    package let stored: StoreCounts?
    /// Whether settings changed on which depends what is stored: the next sync derives it again.
    package let awaitsDerivation: Bool
    /// Nil before the first sync that ended.
    package let lastRun: LastRun?
    /// How long ago everybody was read, source by source.
    package let freshness: [Freshness]
    /// Why nothing is stored although mailboxes were read; nil where something is, or nobody was.
    package let lostStore: EngineError?
    /// What could not be read of whom when it was tried last.
    package let unread: [UnreadListing.Row]
}

extension Engine {
    /// - Throws: `EngineError`, or what the services, the log and the store throw.
    package func status() async throws -> InstallationStatus {
        let log = try installation.existingLog()
        let eligibility = try await eligibility(log)
        let mailboxes = eligibility.mailboxes
        let reader = installation.hasStore ? try installation.reader() : nil
        let derived = try await reader?.derivation()
        let admitted = try mailboxes.filter { try eligibility.decide($0).admission != nil }
        let tenant = try eligibility.decideTenant()
        let lost = try log.flatMap { try lostStore(of: $0) }
        return InstallationStatus(
            lifeCycle: try eligibility.tenant().lifeCycle,
            tenant: tenant,
            mailboxes: mailboxes.count,
            admitted: admitted.count,
            stored: try await reader?.counts(),
            awaitsDerivation: reader != nil && derived != SideDerivation(settings.internalDomains).fingerprint,
            lastRun: LastRun(in: installation.directory),
            freshness: Freshness.of(
                rounds(owners(admitted, eligibility, tenant), isStoreLost: lost != nil),
                at: clock()
            ),
            lostStore: lost,
            unread: RoundBook(in: installation.directory).unread
        )
    }

    /// How everybody stands who was tried, and everybody who is to be read and was not.
    private func rounds(
        _ owners: [(owner: StreamOwner, source: String)],
        isStoreLost: Bool
    ) -> [Round] {
        // What was read into a store that is gone is not read.
        guard !isStoreLost else { return owners.map { Round(source: $0.source) } }
        let book = RoundBook(in: installation.directory)
        return book.rounds + owners.filter { book[$0.owner] == nil }.map { Round(source: $0.source) }
    }

    /// Who is to be read, and through which source.
    private func owners(
        _ admitted: [Mailbox],
        _ eligibility: EligibilityService,
        _ tenant: TenantDecision
    ) -> [(owner: StreamOwner, source: String)] {
        let mailboxes = admitted.map { (owner: StreamOwner.mailbox($0), source: sourceName(of: $0, eligibility)) }
        guard let crm = crmSourceName, tenant.features.values.contains(where: { $0 != .off }) else { return mailboxes }
        return mailboxes + [(owner: .crm, source: crm)]
    }
}

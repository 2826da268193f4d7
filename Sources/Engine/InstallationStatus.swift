package import Connector
package import Eligibility
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
    /// What could not be read of whom when it was tried last.
    package let unread: [UnreadListing.Row]
}

extension Engine {
    /// - Throws: `EngineError`, or what the services, the log and the store throw.
    package func status() async throws -> InstallationStatus {
        let eligibility = try await eligibility()
        let mailboxes = eligibility.mailboxes
        let reader = installation.hasStore ? try installation.reader() : nil
        let derived = try await reader?.derivation()
        return InstallationStatus(
            lifeCycle: try eligibility.tenant().lifeCycle,
            tenant: try eligibility.decideTenant(),
            mailboxes: mailboxes.count,
            admitted: try mailboxes.count { try eligibility.decide($0).admission != nil },
            stored: try await reader?.counts(),
            awaitsDerivation: reader != nil && derived != SideDerivation(settings.internalDomains).fingerprint,
            lastRun: LastRun(in: installation.directory),
            freshness: freshness,
            unread: RoundBook(in: installation.directory).unread
        )
    }
}

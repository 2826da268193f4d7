package import Eligibility
package import SQLiteStore

/// How an installation stands: the life cycle, what is stored, and how the last run went.
package struct InstallationStatus: Sendable {
    package let lifeCycle: LifeCycleState
    package let tenant: TenantDecision
    /// Mailboxes that are decided on, and how many of them are admitted.
    package let mailboxes: Int
    package let admitted: Int
    /// Nil before the first sync.
    package let stored: SQLiteInteractionStore.Counts?
    /// Nil before the first sync that ended.
    package let lastRun: LastRun?
}

extension Engine {
    /// - Throws: `EngineError`, or what the services, the log and the store throw.
    package func status() async throws -> InstallationStatus {
        let eligibility = try await eligibility()
        let mailboxes = eligibility.mailboxes
        return InstallationStatus(
            lifeCycle: try eligibility.tenant().lifeCycle,
            tenant: try eligibility.decideTenant(),
            mailboxes: mailboxes.count,
            admitted: try mailboxes.count { try eligibility.decide($0).admission != nil },
            stored: installation.hasStore ? try await installation.reader().counts() : nil,
            lastRun: LastRun(in: installation.directory)
        )
    }
}

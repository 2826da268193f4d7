import Eligibility
package import Interactions
package import Pipeline
import Synchronization
import UnixSignals

/// One run under a terminal: decisions are recorded before anything is read, progress goes to standard error, a signal
/// ends it in good order.
package struct SyncRun {
    package let gatekeeper: Gatekeeper
    private let configuration: RapportConfiguration
    private let journal: Journal
    private let clock: @Sendable () -> Timestamp

    /// - Parameter clock: the time of the machine.
    /// - Throws: `CommandFailure`, `StoreError` or `AuditError`.
    package init(_ configuration: RapportConfiguration, clock: @escaping @Sendable () -> Timestamp = { .now }) throws {
        self.clock = clock
        self.configuration = configuration
        journal = try Journal(configuration)
        gatekeeper = try Gatekeeper(configuration, journal: journal, clock: clock)
    }

    /// - Throws: what `makeConnector` and the store throw.
    package func run(_ mailboxes: [Mailbox]) async throws -> RunReport {
        let decisions = try mailboxes.map { try gatekeeper.decide($0) }
        try journal.record(decisions, try gatekeeper.decideTenant(), at: try gatekeeper.now())
        let admitted = decisions.compactMap(\.admission?.mailbox)
        let report = try await admitted.isEmpty ? removeOnly(decisions) : read(mailboxes, admitted: admitted)
        guard !report.purges.isEmpty else { return report }
        let purged = report.purges.map(\.mailbox)
        let now = try gatekeeper.now()
        try journal.record(try purged.map { try gatekeeper.decide($0) }, try gatekeeper.decideTenant(), at: now)
        try journal.record(RemovalEntry.purge, of: purged.map(\.address), report.removal, at: now)
        return report
    }

    private var decide: Decide {
        { [gatekeeper] in try gatekeeper.decide($0) }
    }

    /// With nobody to read, no server is needed, and none is asked.
    private func removeOnly(_ decisions: [Decision]) async throws -> RunReport {
        let upkeep = StoreUpkeep(
            store: try makeStore(configuration),
            decide: decide,
            retention: configuration.plan.retention,
            now: clock
        )
        let outcomes = decisions.map { MailboxOutcome(mailbox: $0.mailbox, end: .refused($0.reasons)) }
        return RunReport(mailboxes: outcomes, upkeep: [try await upkeep.run()])
    }

    private func read(_ mailboxes: [Mailbox], admitted: [Mailbox]) async throws -> RunReport {
        let stop = StopSignal()
        let progress = SyncProgressLine(mailboxes: mailboxes.count)
        defer { progress.end() }
        let connector = try await makeConnector(configuration, for: admitted, decide: decide, now: clock, stop: stop) {
            progress.note($0)
        }
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        return try await withThrowingTaskGroup(of: RunReport?.self) { group in
            group.addTask {
                for await _ in signals {
                    // The second signal does not wait for anything: what is committed stays committed.
                    guard !stop.isRequested else { throw CancellationError() }
                    Terminal.say("rapport: finishing the pages under way; interrupt again to end at once")
                    stop.request()
                }
                return nil
            }
            group.addTask { try await connector.plan.run(mailboxes) }
            defer { group.cancelAll() }
            while let report = try await group.next() {
                if let report { return report }
            }
            throw CancellationError()
        }
    }
}

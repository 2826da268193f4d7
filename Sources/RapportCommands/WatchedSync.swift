import Eligibility
import Glibc
package import Interactions
package import Pipeline
import SQLiteStore
import UnixSignals

/// One run under a terminal: decisions are recorded and refused mailboxes purged before anything is read, progress goes
/// to standard error, a signal ends it in good order.
package struct WatchedSync {
    package let eligibility: EligibilityService
    private let configuration: RapportConfiguration
    private let journal: Journal
    private let now: @Sendable () -> Timestamp

    /// - Parameter clock: the time of the machine.
    /// - Throws: `CommandFailure`, `StoreError` or `AuditError`.
    package init(_ configuration: RapportConfiguration, clock: @escaping @Sendable () -> Timestamp = { .now }) throws {
        self.configuration = configuration
        journal = try Journal(configuration)
        let eligibility = try EligibilityService(configuration, journal: journal, clock: clock)
        self.eligibility = eligibility
        now = { (try? eligibility.now()) ?? clock() }
        try journal.record(try eligibility.newlyDeclared(), at: now())
    }

    /// Mailboxes from which on a purge of more than half of all for missing facts is taken for a mistake.
    private static let brake = 10

    /// Stops before anything is removed if it looks as if only a file were incomplete.
    ///
    /// - Throws: `CommandFailure` of status `badConfiguration`.
    package func checkMissingFacts() throws {
        let held = try eligibility.held(eligibility.mailboxes)
        let unknown = try held.known.count { mailbox in
            let reasons = try eligibility.decide(mailbox).reasons
            return !reasons.isEmpty && reasons.allSatisfy(\.isMissingFact)
        }
        let lost = unknown + held.others
        guard lost >= Self.brake, lost * 2 > held.known.count + held.others else { return }
        throw CommandFailure(
            .badConfiguration,
            """
            Facts are missing about \(lost) of \(held.known.count + held.others) mailboxes, and all that they contributed \
            would be removed. 'rapport eligibility' says which facts. If that is right, use --accept-missing-facts.
            """
        )
    }

    /// Reads those of `mailboxes` that are admitted at its beginning, for as long as they are.
    ///
    /// - Throws: what `makePlan`, the store and the log throw.
    package func run(_ mailboxes: [Mailbox]) async throws -> RunReport {
        let report = try await self.read(mailboxes, upkeep(of: try makeStore(configuration)))
        LastRun(report, at: now()).save(in: configuration.dataDirectory)
        return report
    }

    private func upkeep(of store: SQLiteInteractionStore) -> StoreUpkeep {
        StoreUpkeep(
            store: store,
            decide: { [eligibility] in try eligibility.decide($0) },
            retention: configuration.retention,
            now: now,
            record: { [eligibility, journal, now] step in
                switch step {
                case .decided(let decisions):
                    try journal.record(decisions, try eligibility.decideTenant(), at: now())
                case .willPurge(let purges):
                    let decisions = try purges.map { try eligibility.decide($0.mailbox) }
                    try journal.record(decisions, try eligibility.decideTenant(), at: now())
                    try journal.record(RemovalEntry.purge, of: purges.map(\.mailbox.address), nil, at: now())
                case .purged(let purges, let summary):
                    try journal.record(RemovalEntry.purge, of: purges.map(\.mailbox.address), summary, at: now())
                case .expired(let summary):
                    try journal.record(RemovalEntry.retention, of: [], summary, at: now())
                }
            }
        )
    }

    private func read(_ mailboxes: [Mailbox], _ upkeep: StoreUpkeep) async throws -> RunReport {
        let stop = StopSignal()
        let progress = SyncProgressLine(mailboxes: mailboxes.count)
        defer { progress.end() }
        let plan = try makePlan(configuration, upkeep: upkeep, now: now, stop: stop) {
            progress.note($0)
        }
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        return try await withThrowingTaskGroup(of: RunReport?.self) { group in
            group.addTask {
                for await _ in signals {
                    // The second signal does not wait for anything: what is committed stays committed.
                    guard !stop.isRequested else { _exit(ExitStatus.tryAgain.rawValue) }
                    Terminal.say(
                        "rapport: finishing the pages under way, for ten seconds at most; interrupt again to end at once"
                    )
                    stop.request()
                }
                return nil
            }
            group.addTask { try await plan.run(mailboxes) }
            defer { group.cancelAll() }
            while let report = try await group.next() {
                if let report { return report }
            }
            throw CancellationError()
        }
    }
}

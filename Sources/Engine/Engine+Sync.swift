import Connector
import Eligibility
package import Interactions
package import Pipeline
import Settings
import SQLiteStore

/// Reads what is new, and removes what may not be kept any more.
extension Engine {
    /// What a run is asked to do.
    package struct SyncRequest: Sendable {
        /// Only these; nil for all that are to be decided on.
        package var mailboxes: [Mailbox]?
        /// Whether a removal that looks like a mistake is none.
        package var acceptsRemovals = false

        package init() {}
    }

    /// Records decisions, removes what may not be kept, reads what is admitted, and remembers how it went.
    ///
    /// - Parameters:
    ///   - stop: ends the run in good order.
    ///   - problems: told what cannot be used of the facts, before anything is read.
    ///   - progress: told how far the run is; nothing depends on it.
    /// - Throws: `EngineError`, `SettingsError`, or what the store, the log and the services throw.
    package func sync(
        _ request: SyncRequest = SyncRequest(),
        stop: StopSignal = StopSignal(),
        problems: (([String]) -> Void)? = nil,
        progress: @escaping @Sendable (SyncProgress) -> Void = { _ in }
    ) async throws -> RunReport {
        let (eligibility, log) = try await recordingEligibility()
        problems?(eligibility.problems)
        if !request.acceptsRemovals { try RemovalBrake(eligibility).check() }
        let mailboxes = try selected(request.mailboxes, of: eligibility.mailboxes)
        let now: @Sendable () -> Timestamp = { eligibility.now() }

        let decisions = try mailboxes.map { try eligibility.decide($0) }
        try log.record(decisions, try eligibility.decideTenant(), at: now())
        let upkeep = StoreUpkeep(
            store: try installation.store(),
            decide: { try eligibility.decide($0) },
            retention: settings.retention,
            now: now,
            record: { try RemovalRecorder(eligibility: eligibility, log: log).record($0) }
        )
        // Needs no server, so it does not wait for one.
        let removed = try await upkeep.run()
        let admitted = decisions.compactMap { $0.admission?.owner.mailbox }
        var report = RunReport(mailboxes: [], upkeep: [])
        if !admitted.isEmpty || settings.dataverse.root != nil {
            let run = SyncRun(
                mailboxes: admitted.isEmpty ? nil : try await mailboxSource(for: admitted, now: now),
                crm: try crmSource(now: now),
                upkeep: upkeep,
                normalizer: try normalizer(),
                configuration: settings.plan,
                stop: stop,
                progress: progress
            )
            report = try await run.run(admitted)
        }
        // Who lost admission meanwhile.
        try log.record(try mailboxes.map { try eligibility.decide($0) }, try eligibility.decideTenant(), at: now())
        let read = Dictionary(report.mailboxes.map { ($0.owner, $0) }) { first, _ in first }
        let outcomes = decisions.map { decision in
            let owner = StreamOwner.mailbox(decision.mailbox)
            return read[owner] ?? OwnerOutcome(owner, end: .refused(decision.reasons))
        }
        let whole = report.with(outcomes, after: removed)
        LastRun(whole, at: now()).save(in: installation.directory)
        return whole
    }

    private func selected(_ wanted: [Mailbox]?, of mailboxes: [Mailbox]) throws -> [Mailbox] {
        guard let wanted else { return mailboxes }
        guard Set(wanted).isSubset(of: mailboxes) else {
            throw EngineError(
                .unknownName,
                "A mailbox must be a user of the directory file, and one of 'mailboxes' if the configuration lists any."
            )
        }
        return mailboxes.filter(wanted.contains)
    }
}

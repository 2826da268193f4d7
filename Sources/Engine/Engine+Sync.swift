import HTTPTransport
package import Interactions
package import Pipeline
import SQLiteStore
import Settings

/// Reads what is new, and removes what may not be kept any more.
extension Engine {
    /// What a run is asked to do.
    package struct SyncRequest: Sendable {
        /// Only these; nil for all that are to be decided on.
        package var mailboxes: [Mailbox]?
        /// Whether a removal that looks like a mistake is none.
        package var acceptsRemovals = false
        /// Whether the machine's time needs no other evidence.
        package var acceptsClock = false

        package init() {}
    }

    /// Records decisions, removes what may not be kept, reads what is admitted, and remembers how it went.
    ///
    /// - Parameters:
    ///   - stop: ends the run in good order.
    ///   - problems: told what cannot be used of the facts, before anything is read.
    ///   - progress: told how far the run is; nothing depends on it.
    /// - Throws: `EngineError`, `SettingsError`, or what the store, the log and the services throw; `StopRequested` if
    ///   the stop came before anything was decided.
    package func sync(
        _ request: SyncRequest = SyncRequest(),
        stop: StopSignal = StopSignal(),
        problems: (([String]) -> Void)? = nil,
        progress: @escaping @Sendable (SyncProgress) -> Void = { _ in }
    ) async throws -> RunReport {
        // Services are asked for facts here, and may be silent.
        let (eligibility, log) = try await stop.answer {
            try await recordingEligibility(acceptsClock: request.acceptsClock)
        }
        problems?(eligibility.problems + recordProblems)
        if !request.acceptsRemovals { try RemovalBrake(eligibility).check() }
        let mailboxes = try selected(request.mailboxes, of: eligibility.mailboxes)
        let now: @Sendable () -> Timestamp = { eligibility.now() }

        let run = SyncRun(
            mailboxes: { try await mailboxSources(for: $0, eligibility, now: { serviceNow() }) },
            formerSources: Self.mailboxSourceNames,
            crm: try crmSource(now: { serviceNow() }),
            formerCRMSources: Self.crmSourceNames,
            upkeep: StoreUpkeep(
                store: try installation.store(),
                decide: { try eligibility.decide($0) },
                retention: settings.retention,
                now: now,
                told: { [times, clock] in times.earliest(at: clock()) },
                askForTime: { await askForTime() },
                record: { try RemovalRecorder(eligibility: eligibility, log: log).record($0) }
            ),
            normalizer: try normalizer(),
            configuration: settings.plan,
            stop: stop,
            progress: progress
        )
        let report = try await run.run(mailboxes)
        LastRun(report, at: now()).save(in: installation.directory)
        return report
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

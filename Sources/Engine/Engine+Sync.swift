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
        problems?(eligibility.problems)
        if !request.acceptsRemovals { try RemovalBrake(eligibility).check() }
        let mailboxes = try selected(request.mailboxes, of: eligibility.mailboxes)
        try recordSwitchOff(eligibility, log)
        let run = try run(eligibility, log, settings.plan, stop: stop, progress: progress)
        let report = try await run.run(mailboxes)
        let now = eligibility.now()
        LastRun(report, at: now).save(in: installation.directory)
        let rounds = RoundBook(in: installation.directory)
        for outcome in report.rounds {
            let source = outcome.owner.mailbox.map { sourceName(of: $0, eligibility) } ?? run.crmName ?? ""
            rounds.note(outcome, source: source, at: now)
        }
        rounds.save(at: now)
        return report
    }

    /// What reads mailboxes and the CRM into the store.
    ///
    /// - Throws: what the settings and the store throw.
    func run(
        _ eligibility: EligibilityService,
        _ log: DecisionLog,
        _ plan: SyncRun.Configuration,
        clock waiting: any Clock<Duration> = ContinuousClock(),
        pauses: PauseBook? = nil,
        stop: StopSignal,
        progress: @escaping @Sendable (SyncProgress) -> Void
    ) throws -> SyncRun {
        let now: @Sendable () -> Timestamp = { eligibility.now() }
        return SyncRun(
            mailboxes: { try await mailboxSources(for: $0, eligibility, now: { serviceNow() }) },
            formerSources: Self.mailboxSourceNames,
            crm: try crmSource(now: { serviceNow() }),
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
            configuration: plan,
            clock: waiting,
            pauses: pauses,
            stop: stop,
            progress: progress
        )
    }

    /// Those of the mailboxes that were asked for.
    ///
    /// - Throws: `EngineError` if one of them is nobody's.
    func selected(_ wanted: [Mailbox]?, of mailboxes: [Mailbox]) throws -> [Mailbox] {
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

import Connector
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
        /// Whether an empty store may take the place of one that is missing.
        package var acceptsNewStore = false
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
        let eligibility: EligibilityService
        let log: DecisionLog
        do {
            // Services are asked for facts here, and may be silent.
            (eligibility, log) = try await stop.answer {
                try await recordingEligibility(acceptsClock: request.acceptsClock)
            }
        } catch let error as SourceError {
            try await purgeWithoutServices(request)
            throw error
        }
        problems?(eligibility.problems + recordProblems)
        if !request.acceptsNewStore { try requireStore(of: log) }
        if !request.acceptsRemovals { try await brake().check(eligibility) }
        let mailboxes = try selected(request.mailboxes?.map(eligibility.mailbox(meantBy:)), of: eligibility.mailboxes)
        try recordSwitchOff(eligibility, log)
        let pauses = pauses(of: mailboxes, log)
        let run = try run(
            eligibility,
            log,
            settings.plan,
            acceptsRemovals: request.acceptsRemovals,
            pauses: pauses,
            stop: stop,
            progress: progress
        )
        defer { keep(pauses, of: mailboxes, outOf: eligibility.mailboxes, log) }
        let report = try await run.run(mailboxes)
        let now = eligibility.now()
        LastRun(report, at: now).save(in: installation.directory)
        let rounds = RoundBook(in: installation.directory)
        for outcome in report.rounds {
            let source = outcome.owner.mailbox.map { sourceName(of: $0, eligibility) } ?? run.crmName ?? ""
            rounds.note(outcome, source: source, at: now)
        }
        if request.mailboxes == nil { rounds.keep(Set(report.rounds.map(\.owner))) }
        rounds.save(at: now)
        return report
    }

    /// What reads mailboxes and the CRM into the store.
    ///
    /// - Throws: what the settings, the log and the store throw.
    func run(
        _ eligibility: EligibilityService,
        _ log: DecisionLog,
        _ plan: SyncRun.Configuration,
        acceptsRemovals: Bool = false,
        pauses: PauseBook,
        stop: StopSignal,
        progress: @escaping @Sendable (SyncProgress) -> Void
    ) throws -> SyncRun {
        let directory = eligibility.directoryEntries(settings.internalDomains)
        var plan = plan
        plan.clockCorrections = try log.content().clockCorrections
        return SyncRun(
            mailboxes: { try await mailboxSources(for: $0, eligibility, now: { serviceNow() }) },
            formerSources: Self.mailboxSourceNames,
            crm: try crmSource(now: { serviceNow() }),
            formerCRMSources: Self.crmSourceNames,
            upkeep: try upkeep(eligibility, log, acceptsRemovals: acceptsRemovals),
            normalizer: try normalizer(directory),
            directory: directory,
            configuration: plan,
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

import Directory
import Eligibility
package import Interactions
import Normalization
package import Pipeline
package import Settings

/// Reads everybody again and again, for as long as the process lives.
extension Engine {
    /// The schedule as the settings have it; it holds the store from here on.
    ///
    /// - Parameters:
    ///   - request: who is read, and what is accepted; nothing else of the settings' mailboxes.
    ///   - every: the interval, instead of that of the settings.
    ///   - stop: ends it in good order.
    ///   - news: told what happens; nothing depends on it.
    /// - Throws: `EngineError`, of code `busy` if another process holds the store.
    package func schedule(
        _ request: SyncRequest = SyncRequest(),
        every: Duration? = nil,
        clock waiting: any Clock<Duration> = ContinuousClock(),
        stop: StopSignal = StopSignal(),
        news: @escaping @Sendable (ScheduleNews) -> Void = { _ in }
    ) throws -> SyncSchedule {
        let reading = try ScheduledReading(
            self,
            request,
            every: every ?? settings.schedule.every,
            clock: waiting,
            stop: stop,
            progress: { news(.progress($0)) }
        )
        var configuration = SyncSchedule.Configuration()
        configuration.factsEvery = settings.schedule.factsEvery
        configuration.timetable.atOnce = settings.plan.mailboxes
        let clock = clock
        return SyncSchedule(
            reading.work,
            configuration: configuration,
            clock: waiting,
            time: clock,
            stop: stop
        ) { event in
            if case .stopped = event { reading.rounds.save(at: clock()) }
            news(event)
        }
    }

    /// When everybody was read last, as far as is known.
    package var rounds: [Round] { RoundBook(in: installation.directory).rounds }

    /// How fresh what is stored is, source by source.
    package var freshness: [Freshness] { Freshness.of(rounds, at: clock()) }

    /// Stands for a mailbox in logs: the same keyed hash as in the audit log; nil before there is a key.
    package func pseudonym(of mailbox: Mailbox) -> String? {
        try? installation.existingIdentity()?.person(.smtp(mailbox.address)).hash.description
    }

    /// The engine for other settings of the same installation, which this process has open.
    ///
    /// - Throws: `EngineError` of code `badSettings` if it is another installation; `SettingsError`, or what reading
    ///   the file of users throws, if a file that the settings name cannot be used.
    package func reconfigured(_ settings: RapportSettings) throws -> Engine {
        let old = self.settings
        guard settings.dataDirectory == old.dataDirectory, settings.tenant == old.tenant,
            settings.eligibility.auditHeadFile == old.eligibility.auditHeadFile,
            settings.serve.listen == old.serve.listen
        else {
            throw EngineError(
                .badSettings,
                "'dataDirectory', 'tenant', 'serve.listen' and 'eligibility.auditHeadFile' cannot change while the process runs. "
                    + "Restart it."
            )
        }
        let unusable = settings.unusableFiles
        guard unusable.isEmpty else { throw SettingsError(unusable) }
        if settings.eligibility.asked.isEmpty {
            let facts = try EligibilityFacts(settings, live: nil)
            try EligibilityService(settings, facts: facts, log: nil, clock: clock).checkNames(in: settings)
        } else if settings.eligibility.directoryFile != nil {
            _ = try UserDirectory(settings: settings.eligibility)
        }
        return Engine(settings, self)
    }

    /// Records what the time switched off while nothing ran, with its own time, before anything else is.
    func recordSwitchOff(_ eligibility: EligibilityService, _ log: DecisionLog) throws {
        guard let instant = try eligibility.tenant().lifeCycle.autoDisabledAt else { return }
        // What is recorded already, or something later, cannot be recorded before it.
        guard try log.content().latest.map({ $0 < instant }) == true else { return }
        try log.record([], try eligibility.decideTenant(at: instant), at: instant)
    }
}

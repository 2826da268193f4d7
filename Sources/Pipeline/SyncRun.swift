package import Connector
import Eligibility
package import Interactions
package import Normalization

/// One run over many mailboxes and the CRM: removes what may no longer be kept, reads the admitted ones, some at a time, and reports
/// on all.
package struct SyncRun: Sendable {
    package struct Configuration: Sendable {
        /// Mailboxes read at the same time; a service's budget is per mailbox.
        package var mailboxes = 8
        /// Streams of one mailbox read at the same time.
        package var streamsPerMailbox = 2
        /// When so many mailboxes are throttled within a minute, all of them wait.
        package var stormMailboxes = 3
        package var deletedMail = DeletedMail.keep
        package var retry = RetryPolicy()

        package init() {}
    }

    /// A source, and `StreamID.source` of the streams that it lists.
    package struct SourceBinding: Sendable {
        package let source: any Source
        package let name: String

        package init(_ source: any Source, name: String) {
            self.source = source
            self.name = name
        }
    }

    private let binding: SourceBinding?
    private let crm: SourceBinding?
    private let upkeep: StoreUpkeep
    private let normalizer: Normalizer
    private let configuration: Configuration
    private let clock: any Clock<Duration>
    private let stop: StopSignal
    private let progress: @Sendable (SyncProgress) -> Void

    /// - Parameters:
    ///   - mailboxes: nil where no mailbox is to be read.
    ///   - crm: nil where there is none.
    ///   - upkeep: of the store that is written to; its decisions are asked for before every request.
    ///   - clock: for waiting.
    package init(
        mailboxes: SourceBinding?,
        crm: SourceBinding? = nil,
        upkeep: StoreUpkeep,
        normalizer: Normalizer,
        configuration: Configuration = Configuration(),
        clock: any Clock<Duration> = ContinuousClock(),
        stop: StopSignal = StopSignal(),
        progress: @escaping @Sendable (SyncProgress) -> Void = { _ in }
    ) {
        binding = mailboxes
        self.crm = crm
        self.upkeep = upkeep
        self.normalizer = normalizer
        self.configuration = configuration
        self.clock = clock
        self.stop = stop
        self.progress = progress
    }

    /// Reads the CRM, and every admitted mailbox of `mailboxes`, up to now. Refused ones are not contacted, and whatever is stored of a
    /// mailbox that is refused, listed or not, is removed.
    ///
    /// - Throws: what the store or `decide` throws, or `CancellationError`; committed pages stay, and the next run goes
    ///   on there.
    package func run(_ mailboxes: [Mailbox]) async throws -> RunReport {
        let before = try await upkeep.run()
        let horizon = upkeep.horizon
        // Neither waits for the other, and neither's failure is the other's.
        let storms = (
            mailboxes: TenantThrottle(threshold: configuration.stormMailboxes, clock: clock),
            crm: TenantThrottle(threshold: configuration.stormMailboxes, clock: clock)
        )
        async let crm = readCRM(horizon: horizon, storm: storms.crm)
        let (outcomes, sourceError) = try await read(mailboxes, horizon: horizon, storm: storms.mailboxes)
        let crmOutcome = try await crm
        // Who lost admission while being read.
        let after = try await upkeep.purge()
        var pauses = storms.mailboxes.pauses
        pauses += storms.crm.pauses
        return RunReport(
            mailboxes: outcomes,
            crm: crmOutcome,
            upkeep: [before, after],
            pauses: pauses,
            sourceError: sourceError
        )
    }

    private func readCRM(horizon: Timestamp?, storm: TenantThrottle) async throws -> OwnerOutcome? {
        guard let crm else { return nil }
        return try await roundSync(.crm, through: crm, horizon: horizon, sourcePause: PauseGate(), storm: storm).run()
    }

    private func read(
        _ mailboxes: [Mailbox],
        horizon: Timestamp?,
        storm: TenantThrottle
    ) async throws -> (outcomes: [OwnerOutcome], sourceError: SourceError?) {
        guard let binding else { return ([], nil) }
        let sourcePause = PauseGate()
        var outcomes: [Int: OwnerOutcome] = [:]
        var sourceError: SourceError?
        try await withThrowingTaskGroup(of: (Int, OwnerOutcome).self) { group in
            var waiting = mailboxes.enumerated().makeIterator()
            func beginNext() {
                guard sourceError == nil, !stop.isRequested, let (index, mailbox) = waiting.next() else { return }
                let sync = roundSync(
                    .mailbox(mailbox),
                    through: binding,
                    horizon: horizon,
                    sourcePause: sourcePause,
                    storm: storm
                )
                group.addTask { (index, try await sync.run()) }
            }
            for _ in 0..<configuration.mailboxes { beginNext() }
            while let (index, outcome) = try await group.next() {
                outcomes[index] = outcome
                if case .failed(let error) = outcome.end, error.scope == .source { sourceError = error }
                beginNext()
            }
        }
        let complete = mailboxes.enumerated().map { index, mailbox in
            outcomes[index]
                ?? OwnerOutcome(.mailbox(mailbox), end: sourceError.map { .failed($0) } ?? .stopped)
        }
        return (complete, sourceError)
    }

    private func roundSync(
        _ owner: StreamOwner,
        through binding: SourceBinding,
        horizon: Timestamp?,
        sourcePause: PauseGate,
        storm: TenantThrottle
    ) -> OwnerSync {
        let reader = SourceReader(
            source: binding.source,
            gate: AdmissionCheck(owner: owner, decide: upkeep.decide),
            policy: configuration.retry,
            clock: clock,
            stop: stop,
            sourcePause: sourcePause,
            mailboxPause: PauseGate(),
            storm: storm
        )
        // Keeping for longer means reading again what was left out.
        let retention = upkeep.retention.map { " retention=\($0.days)" } ?? ""
        return OwnerSync(
            reader: reader,
            store: upkeep.store,
            normalizer: normalizer,
            sourceName: binding.name,
            configuration: configuration,
            horizon: horizon,
            settings: binding.source.settingsFingerprint + retention,
            progress: progress
        )
    }
}

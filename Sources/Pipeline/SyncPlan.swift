package import Connector
import Eligibility
package import Interactions
package import Normalization

/// One run over many mailboxes: removes what may no longer be kept, reads the admitted ones, some at a time, and reports
/// on all.
package struct SyncPlan: Sendable {
    package struct Configuration: Sendable {
        /// Mailboxes read at the same time; a service's budget is per mailbox.
        package var mailboxes = 8
        /// Streams of one mailbox read at the same time.
        package var streamsPerMailbox = 2
        package var deletedMail = DeletedMail.keep
        package var retry = RetryPolicy()

        package init() {}
    }

    private let source: any Source
    private let sourceName: String
    private let upkeep: StoreUpkeep
    private let normalizer: Normalizer
    private let configuration: Configuration
    private let clock: any Clock<Duration>
    private let stop: StopSignal
    private let progress: @Sendable (SyncProgress) -> Void

    /// - Parameters:
    ///   - sourceName: `StreamID.source` of the streams that `source` lists.
    ///   - upkeep: of the store that is written to; its decisions are asked for before every request.
    ///   - clock: for waiting.
    package init(
        source: any Source,
        sourceName: String,
        upkeep: StoreUpkeep,
        normalizer: Normalizer,
        configuration: Configuration = Configuration(),
        clock: any Clock<Duration> = ContinuousClock(),
        stop: StopSignal = StopSignal(),
        progress: @escaping @Sendable (SyncProgress) -> Void = { _ in }
    ) {
        self.source = source
        self.sourceName = sourceName
        self.upkeep = upkeep
        self.normalizer = normalizer
        self.configuration = configuration
        self.clock = clock
        self.stop = stop
        self.progress = progress
    }

    /// Reads every admitted mailbox of `mailboxes` up to now. Refused ones are not contacted, and whatever is stored of a
    /// mailbox that is refused, listed or not, is removed.
    ///
    /// - Throws: what the store or `decide` throws, or `CancellationError`; committed pages stay, and the next run goes
    ///   on there.
    package func run(_ mailboxes: [Mailbox]) async throws -> RunReport {
        let before = try await upkeep.run()
        let (outcomes, sourceError) = try await read(mailboxes, horizon: upkeep.horizon)
        // Who lost admission while being read.
        let after = try await upkeep.purge()
        return RunReport(mailboxes: outcomes, upkeep: [before, after], sourceError: sourceError)
    }

    private func read(
        _ mailboxes: [Mailbox],
        horizon: Timestamp?
    ) async throws -> (outcomes: [MailboxOutcome], sourceError: SourceError?) {
        let sourceFence = Fence()
        var outcomes: [Int: MailboxOutcome] = [:]
        var sourceError: SourceError?
        try await withThrowingTaskGroup(of: (Int, MailboxOutcome).self) { group in
            var waiting = mailboxes.enumerated().makeIterator()
            func beginNext() {
                guard sourceError == nil, !stop.isRequested, let (index, mailbox) = waiting.next() else { return }
                let sync = mailboxSync(mailbox, horizon: horizon, sourceFence: sourceFence)
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
                ?? MailboxOutcome(mailbox: mailbox, end: sourceError.map { .failed($0) } ?? .stopped)
        }
        return (complete, sourceError)
    }

    private func mailboxSync(_ mailbox: Mailbox, horizon: Timestamp?, sourceFence: Fence) -> MailboxSync {
        let reader = SourceReader(
            source: source,
            gate: MailboxGate(mailbox: mailbox, decide: upkeep.decide),
            policy: configuration.retry,
            clock: clock,
            stop: stop,
            sourceFence: sourceFence,
            mailboxFence: Fence()
        )
        // Keeping for longer means reading again what was left out.
        let retention = upkeep.retention.map { " retention=\($0.days)" } ?? ""
        return MailboxSync(
            reader: reader,
            store: upkeep.store,
            normalizer: normalizer,
            sourceName: sourceName,
            configuration: configuration,
            horizon: horizon,
            settings: source.settingsFingerprint + retention,
            progress: progress
        )
    }
}

package import Connector
package import Eligibility
package import Interactions
package import Normalization

/// One run over many mailboxes: decides on each, reads the admitted ones, some at a time, and reports on all.
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
    private let store: any InteractionStore
    private let normalizer: Normalizer
    private let policy: Policy
    private let configuration: Configuration
    private let clock: any Clock<Duration>
    private let stop: StopSignal
    private let progress: @Sendable (SyncProgress) -> Void

    /// - Parameter sourceName: `StreamID.source` of the streams that `source` lists.
    package init(
        source: any Source,
        sourceName: String,
        store: any InteractionStore,
        normalizer: Normalizer,
        policy: Policy,
        configuration: Configuration = Configuration(),
        clock: any Clock<Duration> = ContinuousClock(),
        stop: StopSignal = StopSignal(),
        progress: @escaping @Sendable (SyncProgress) -> Void = { _ in }
    ) {
        self.source = source
        self.sourceName = sourceName
        self.store = store
        self.normalizer = normalizer
        self.policy = policy
        self.configuration = configuration
        self.clock = clock
        self.stop = stop
        self.progress = progress
    }

    /// Reads every admitted mailbox of `mailboxes` up to now. Refused ones are not contacted.
    ///
    /// - Throws: what the store throws, or `CancellationError`; committed pages stay, and the next run goes on there.
    package func run(_ mailboxes: [Mailbox]) async throws -> RunReport {
        let sourceFence = Fence()
        var outcomes: [Int: MailboxOutcome] = [:]
        var sourceError: SourceError?
        try await withThrowingTaskGroup(of: (Int, MailboxOutcome).self) { group in
            var waiting = mailboxes.enumerated().makeIterator()
            func beginNext() {
                while sourceError == nil, !stop.isRequested, let (index, mailbox) = waiting.next() {
                    switch policy.decide(mailbox).outcome {
                    case .refused(let reasons):
                        outcomes[index] = MailboxOutcome(mailbox: mailbox, end: .refused(reasons))
                    case .admitted(let admission):
                        let sync = mailboxSync(admission, sourceFence: sourceFence)
                        group.addTask { (index, try await sync.run()) }
                        return
                    }
                }
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
        return RunReport(mailboxes: complete, sourceError: sourceError)
    }

    private func mailboxSync(_ admission: Admission, sourceFence: Fence) -> MailboxSync {
        let reader = SourceReader(
            source: source,
            policy: configuration.retry,
            clock: clock,
            stop: stop,
            sourceFence: sourceFence,
            mailboxFence: Fence()
        )
        return MailboxSync(
            admission: admission,
            reader: reader,
            store: store,
            normalizer: normalizer,
            sourceName: sourceName,
            configuration: configuration,
            progress: progress
        )
    }
}

package import Connector
import Eligibility
package import Interactions
package import Normalization

/// One run over many mailboxes and the CRM: decides who may be read, removes what may no longer be kept, reads the
/// admitted ones, some at a time, and reports on all.
package struct SyncRun: Sendable {
    package struct Configuration: Sendable {
        /// Mailboxes read at the same time through one source; a service's budget is per mailbox.
        package var mailboxes = 8
        /// Streams of one mailbox read at the same time.
        package var streamsPerMailbox = 2
        /// Changes of one stream from which on they are committed, if it has not ended before.
        ///
        /// Pages come together until then, and what came is read again if the process dies.
        package var changesPerCommit = 1_024
        /// When so many mailboxes are throttled within a minute, all of them wait.
        package var stormMailboxes = 3
        package var deletedMail = DeletedMail.keep
        package var retry = RetryPolicy()
        /// How often the clock was set right: after each time, everything is read from its start.
        package var clockCorrections = 0

        package init() {}
    }

    let bindings: SourceBinding.Mailboxes
    let formerSources: Set<String>
    let crm: SourceBinding?
    let formerCRMSources: Set<String>
    let upkeep: StoreUpkeep
    let normalizer: Normalizer
    let directory: [DirectoryEntry]
    let configuration: Configuration
    let pauses: PauseBook
    let stop: StopSignal
    private let progress: @Sendable (SyncProgress) -> Void

    /// - Parameters:
    ///   - mailboxes: the sources of mailboxes, asked for once if there is anybody to be read.
    ///   - formerSources: the names of all sources through which a mailbox may have been read in earlier runs.
    ///   - crm: nil where there is none.
    ///   - formerCRMSources: the names of all sources through which a CRM may have been read in earlier runs.
    ///   - upkeep: of the store that is written to; its decisions are asked for before every request.
    ///   - directory: who is who in the organisation; what is stored is told by it from the beginning of the run on.
    ///   - pauses: what services asked for in earlier runs of the same process, and the clock that the run waits by.
    package init(
        mailboxes: @escaping SourceBinding.Mailboxes,
        formerSources: Set<String> = [],
        crm: SourceBinding? = nil,
        formerCRMSources: Set<String> = [],
        upkeep: StoreUpkeep,
        normalizer: Normalizer,
        directory: [DirectoryEntry] = [],
        configuration: Configuration = Configuration(),
        pauses: PauseBook = PauseBook(ContinuousClock()),
        stop: StopSignal = StopSignal(),
        progress: @escaping @Sendable (SyncProgress) -> Void = { _ in }
    ) {
        bindings = mailboxes
        self.formerSources = formerSources
        self.crm = crm
        self.formerCRMSources = formerCRMSources
        self.upkeep = upkeep
        self.normalizer = normalizer
        self.directory = directory
        self.configuration = configuration
        self.pauses = pauses
        self.stop = stop
        self.progress = progress
    }

    /// Reads the CRM, and every admitted mailbox of `mailboxes`, up to now.
    ///
    /// Refused ones are not contacted, and whatever is stored of a mailbox that is refused, listed or not, is removed.
    ///
    /// - Throws: what the store or `decide` throws, or `CancellationError`; committed pages stay, and the next run goes
    ///   on there.
    package func run(_ mailboxes: [Mailbox]) async throws -> RunReport {
        // Needs neither a server nor the right time, so it waits for nothing.
        let before = try await upkeep.purgeAndHold()
        let decisions = try await upkeep.decisions(on: mailboxes)
        try await upkeep.store.setDirectory(directory, plusAddressing: normalizer.plusAddressing)
        let derived = try await upkeep.derive(normalizer.sides) { [stop] in stop.isRequested }
        // Neither waits for the other, and neither's failure is the other's.
        async let crm = readCRM()
        let admitted = decisions.compactMap { $0.admission?.owner.mailbox }
        progress(.planned(mailboxes: admitted.count))
        let reading = try await read(admitted)
        let (crmOutcome, crmPauses) = try await crm
        // Who lost admission while being read.
        _ = try await upkeep.decisions(on: mailboxes)
        let after = try await upkeep.run()
        var pauses = reading.pauses
        pauses += crmPauses
        return RunReport(
            mailboxes: decisions.map { decision in
                reading.outcomes[decision.mailbox]
                    ?? OwnerOutcome(.mailbox(decision.mailbox), end: .refused(decision.reasons))
            },
            crm: crmOutcome,
            upkeep: [before, derived, after],
            pauses: pauses,
            sourceErrors: reading.failures
        )
    }

    // MARK: Through the sources

    /// What came of some mailboxes.
    private struct Reading: Sendable {
        var outcomes: [Mailbox: OwnerOutcome] = [:]
        var failures: [SourceFailure] = []
        var pauses = Pauses()

        init() {}

        init(_ mailboxes: [Mailbox], end: OwnerOutcome.End) {
            for mailbox in mailboxes { outcomes[mailbox] = OwnerOutcome(.mailbox(mailbox), end: end) }
        }

        static func += (left: inout Reading, right: Reading) {
            left.outcomes.merge(right.outcomes) { first, _ in first }
            left.failures += right.failures
            left.pauses += right.pauses
        }
    }

    private func readCRM() async throws -> (OwnerOutcome?, Pauses) {
        guard let crm else { return (nil, Pauses()) }
        let shared = shared(crm)
        let outcome = try await ownerSync(.crm, shared, formerSources: formerCRMSources).run()
        return (outcome, shared.throttle.pauses)
    }

    private func read(_ mailboxes: [Mailbox]) async throws -> Reading {
        guard !mailboxes.isEmpty else { return Reading() }
        let found: [SourceBinding]
        do {
            found = try await stop.answer(within: configuration.retry.grace, clock: pauses.clock) { [bindings] in
                try await bindings(mailboxes)
            }
        } catch is StopRequested {
            return Reading(mailboxes, end: .stopped(nil))
        } catch let error as SourceError {
            var reading = Reading(mailboxes, end: .failed(error))
            reading.failures = [SourceFailure(source: nil, error: error)]
            return reading
        }
        let byBinding = Dictionary(grouping: mailboxes) { mailbox in found.firstIndex { $0.reads(mailbox) } ?? -1 }
        let former = formerSources.union(found.map(\.name))
        return try await withThrowingTaskGroup(of: Reading.self) { group in
            for (index, mailboxes) in byBinding {
                guard found.indices.contains(index) else {
                    group.addTask { Reading(mailboxes, end: .failed(.noSource)) }
                    continue
                }
                group.addTask { [found] in
                    try await read(mailboxes, through: found[index], formerSources: former)
                }
            }
            var whole = Reading()
            for try await part in group { whole += part }
            whole.failures.sort { ($0.source ?? "") < ($1.source ?? "") }
            return whole
        }
    }

    private func read(
        _ mailboxes: [Mailbox],
        through binding: SourceBinding,
        formerSources: Set<String>
    ) async throws -> Reading {
        let shared = shared(binding)
        var reading = Reading()
        var failure: SourceError?
        var stoppedWaitingFor: SourceError?
        try await withThrowingTaskGroup(of: (Mailbox, OwnerOutcome).self) { group in
            var waiting = mailboxes.makeIterator()
            func beginNext() {
                guard failure == nil, !stop.isRequested, let mailbox = waiting.next() else { return }
                let sync = ownerSync(.mailbox(mailbox), shared, formerSources: formerSources)
                group.addTask { (mailbox, try await sync.run()) }
            }
            for _ in 0..<configuration.mailboxes { beginNext() }
            while let (mailbox, outcome) = try await group.next() {
                reading.outcomes[mailbox] = outcome
                switch outcome.end {
                case .failed(let error) where error.scope >= .host: failure = error
                case .stopped(let cause): stoppedWaitingFor = cause ?? stoppedWaitingFor
                default: break
                }
                beginNext()
            }
        }
        let rest = mailboxes.filter { reading.outcomes[$0] == nil }
        reading += Reading(rest, end: failure.map { .failed($0) } ?? .stopped(stoppedWaitingFor))
        reading.failures = failure.map { [SourceFailure(source: binding.name, error: $0)] } ?? []
        reading.pauses = shared.throttle.pauses
        return reading
    }

    func shared(_ binding: SourceBinding) -> SourceReader.Shared {
        SourceReader.Shared(
            binding: binding,
            pause: pauses.gate(of: binding.name),
            throttle: TenantThrottle(threshold: configuration.stormMailboxes, clock: pauses.clock),
            blame: PauseBlame(most: configuration.streamsPerMailbox)
        )
    }

    func ownerSync(
        _ owner: StreamOwner,
        _ shared: SourceReader.Shared,
        formerSources: Set<String>
    ) -> OwnerSync {
        // Keeping for longer means reading again what was left out.
        let retention = upkeep.retention.map { " retention=\($0.days)" } ?? ""
        // What was left out by a wrong time is read again.
        let corrections = configuration.clockCorrections > 0 ? " clock=\(configuration.clockCorrections)" : ""
        return OwnerSync(
            reader: SourceReader(
                gate: AdmissionCheck(owner: owner, decide: upkeep.decide),
                shared: shared,
                policy: configuration.retry,
                pauses: pauses,
                time: upkeep.now,
                stop: stop,
                progress: progress,
                streams: configuration.streamsPerMailbox
            ),
            store: upkeep.store,
            normalizer: normalizer,
            configuration: configuration,
            formerSources: formerSources,
            horizon: { [upkeep] in upkeep.horizon },
            latest: { [upkeep] in upkeep.latest },
            isOver: { [upkeep] in upkeep.isOver($0) },
            believes: upkeep.believes,
            settings: shared.binding.source.settingsFingerprint + retention + corrections,
            told: upkeep.told,
            progress: progress
        )
    }
}

extension SourceError {
    static let noSource = SourceError(
        .refusedRequest,
        scope: .mailbox,
        retry: .never,
        message: "No source is set for this mailbox."
    )
}

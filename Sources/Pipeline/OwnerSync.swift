import Connector
import Eligibility
import Interactions
import Normalization

/// Reads all streams of one owner while it is admitted, some at a time, and ends its round.
struct OwnerSync: Sendable {
    let reader: SourceReader
    let store: any InteractionStore
    let normalizer: Normalizer
    let configuration: SyncRun.Configuration
    /// Names of sources that the owner may have been read through before.
    let formerSources: Set<String>
    /// See `StreamSync`.
    let horizon: @Sendable () -> Timestamp?
    let latest: @Sendable () -> Timestamp
    /// See `StoreUpkeep`.
    let isOver: @Sendable (Interaction) -> Bool
    /// See `StoreUpkeep`.
    let believes: @Sendable (_ table: StreamID, _ isEmpty: Bool) async throws -> Bool
    let settings: String
    /// What services agree that the time is.
    let told: @Sendable () -> Timestamp?
    let progress: @Sendable (SyncProgress) -> Void

    var owner: StreamOwner { reader.gate.owner }

    /// - Throws: what the store throws, or `CancellationError`.
    func run() async throws -> OwnerOutcome {
        defer { progress(.ended(owner)) }
        var outcomes: [StreamOutcome] = []
        var listing = Listing()
        do {
            let round = try await OwnerRound.begin(owner, reader, store, settings: roundSettings) { stream in
                settings + ownership(of: stream)
            }
            outcomes = round.quiet.sorted().map { StreamOutcome(stream: $0) }
            if let streams = round.streams {
                listing.streams = streams
                progress(.began(owner, streams: streams.count))
                outcomes += try await read(streams.filter { !round.quiet.contains($0) }, reader)
            } else {
                try await readLists(into: &listing, &outcomes)
            }
            let (present, failures) = try await presence(of: listing, &outcomes)
            let end = end(of: outcomes, expected: listing.streams.count, failures: failures)
            guard case .complete(let shortfall) = end else {
                return OwnerOutcome(
                    owner,
                    end: end.outcome,
                    streams: outcomes,
                    unlisted: failures,
                    roundEnd: try await settleErasures(present, outcomes)
                )
            }
            let roundEnd = try await finish(round, present, isWhole: shortfall == nil)
            return OwnerOutcome(
                owner,
                end: shortfall.map { .incomplete($0) } ?? .complete,
                streams: outcomes,
                roundEnd: roundEnd
            )
        } catch let error as SourceError {
            return OwnerOutcome(owner, end: .failed(error), streams: outcomes, unlisted: listing.failures)
        } catch let stop as StopRequested {
            return OwnerOutcome(owner, end: .stopped(stop.waitingFor), streams: outcomes)
        } catch let lost as AdmissionLost {
            return OwnerOutcome(owner, end: .refused(lost.reasons), streams: outcomes)
        }
    }

    // MARK: The streams

    /// The outcomes in the order of `streams`; fewer if what they are on, the mailbox or the source failed, or a stop
    /// came.
    func read(_ streams: [StreamID], _ reader: SourceReader) async throws -> [StreamOutcome] {
        try await withThrowingTaskGroup(of: (Int, StreamOutcome).self) { group in
            var outcomes: [(Int, StreamOutcome)] = []
            var waiting = streams.enumerated().makeIterator()
            var mayBegin = true
            func begin() {
                guard mayBegin, !reader.stop.isRequested, let (index, stream) = waiting.next() else { return }
                let sync = StreamSync(
                    stream: stream,
                    reader: reader,
                    store: store,
                    normalizer: normalizer,
                    horizon: horizon,
                    latest: latest,
                    isOver: isOver,
                    believes: believes,
                    settings: settings + ownership(of: stream),
                    told: told,
                    deletedMail: configuration.deletedMail,
                    changesPerCommit: configuration.changesPerCommit,
                    progress: progress
                )
                group.addTask { (index, try await sync.run()) }
            }
            for _ in 0..<configuration.streamsPerMailbox { begin() }
            while let (index, outcome) = try await group.next() {
                outcomes.append((index, outcome))
                if case .failed(let error) = outcome.end, error.scope >= .part { mayBegin = false }
                if !outcome.leavesTheMailbox { mayBegin = false }
                begin()
            }
            return outcomes.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    /// What a calendar was read with: by whichever address its owner was invited or called for a meeting, it is his.
    private func ownership(of stream: StreamID) -> String {
        guard stream.kind == .calendar, let mailbox = owner.mailbox else { return "" }
        return normalizer.ownerFingerprint(mailbox)
    }

    // MARK: The end

    private enum End {
        /// Every stream was read; the error is that of items that could not be.
        case complete(SourceError?)
        case short(OwnerOutcome.End)

        var outcome: OwnerOutcome.End {
            switch self {
            case .complete(let shortfall): shortfall.map { .incomplete($0) } ?? .complete
            case .short(let end): end
            }
        }
    }

    private func end(of outcomes: [StreamOutcome], expected: Int, failures: [SourceError]) -> End {
        for case .refused(let reasons) in outcomes.map(\.end) { return .short(.refused(reasons)) }
        let failed = outcomes.compactMap { if case .failed(let error) = $0.end { error } else { nil } }
        if let worst = (failures + failed).max(by: { $0.scope < $1.scope }) {
            return .short(worst.scope >= .mailbox ? .failed(worst) : .incomplete(worst))
        }
        let stops = outcomes.compactMap { if case .stopped(let error) = $0.end { [error] } else { nil } }
        if !stops.isEmpty || outcomes.count < expected {
            return .short(.stopped(stops.lazy.flatMap(\.self).compactMap(\.self).first))
        }
        // A stretch that was left out keeps what is in its own folder. Only deleted mail that is to be removed may have
        // moved into it, because folders are what mail moves between.
        if configuration.deletedMail == .remove,
            let left = outcomes.first(where: { !$0.isWhole && $0.stream.kind == .mail }), let error = left.shortfall
        {
            return .short(.incomplete(error))
        }
        return .complete(outcomes.lazy.compactMap(\.shortfall).first)
    }

    /// Everything that decides what a round does, besides what its streams are read with.
    private var roundSettings: String { "\(settings) deleted=\(configuration.deletedMail.rawValue)" }

    /// A round that found everything quiet has nothing to end.
    ///
    /// - Parameter isWhole: whether everything was read, so that the next round may be short.
    private func finish(_ round: OwnerRound, _ streams: [StreamID], isWhole: Bool) async throws -> CommitSummary {
        var summary = CommitSummary()
        if !round.hasNothingToEnd { summary = try await finishRound(streams, isWhole ? round.memory : nil) }
        // Also after others were read: services forget the older of the places that they gave.
        if isWhole, round.hasNothingToEnd ? round.isNews : !round.cursors.isEmpty {
            let name = reader.shared.binding.name
            try await store.remember(round.memory, cursors: round.cursors, of: owner, source: name)
        }
        return summary
    }

    /// What is an erased person's alone goes although some table cannot be read, be it in every run.
    private func settleErasures(_ streams: [StreamID], _ outcomes: [StreamOutcome]) async throws -> CommitSummary {
        guard owner == .crm else { return CommitSummary() }
        // A definite refusal is not waited for: the next run would hear the same.
        let over = outcomes.filter { outcome in
            switch outcome.end {
            case .complete, .gone: true
            case .failed(let error): [.accessDenied, .refusedRequest, .serviceBlocked].contains(error.code)
            case .stopped, .refused: false
            }
        }.map(\.stream)
        return try await store.settleErasures(awaiting: streams.filter { !over.contains($0) })
    }

    /// Streams that are not listed are gone, and so is all that another source told before: the mailbox moved, and what
    /// is in it was read again.
    private func finishRound(_ streams: [StreamID], _ memory: RoundMemory?) async throws -> CommitSummary {
        let name = reader.shared.binding.name
        var summary = CommitSummary()
        // Before anything is remembered, after which nobody would come back for them.
        for former in formerSources.subtracting([name]).sorted() {
            summary += try await store.finishRound(
                of: owner,
                source: former,
                streams: [],
                deletedMail: configuration.deletedMail,
                remembering: nil
            )
        }
        summary += try await store.finishRound(
            of: owner,
            source: name,
            streams: streams,
            deletedMail: configuration.deletedMail,
            remembering: memory
        )
        return summary
    }
}

extension StreamOutcome {
    /// Whether others of the mailbox may still be read.
    var leavesTheMailbox: Bool {
        switch end {
        case .failed(let error): error.scope < .mailbox
        case .refused: false
        case .complete, .stopped, .gone: true
        }
    }
}

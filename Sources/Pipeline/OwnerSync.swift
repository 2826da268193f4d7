import Connector
import Eligibility
import Interactions
import Normalization

/// Reads all streams of one owner while it is admitted, some at a time, and ends its round.
struct OwnerSync: Sendable {
    let reader: SourceReader
    let store: any InteractionStore
    let normalizer: Normalizer
    let sourceName: String
    let configuration: SyncRun.Configuration
    /// See `StreamSync`.
    let horizon: Timestamp?
    let settings: String
    let progress: @Sendable (SyncProgress) -> Void

    private var owner: StreamOwner { reader.gate.owner }

    /// - Throws: what the store throws, or `CancellationError`.
    func run() async throws -> OwnerOutcome {
        defer { progress(.ended(owner)) }
        let listing: Listing
        do {
            listing = try await list()
        } catch let error as SourceError {
            return OwnerOutcome(owner, end: .failed(error))
        } catch is StopRequested {
            return OwnerOutcome(owner, end: .stopped)
        } catch let lost as AdmissionLost {
            return OwnerOutcome(owner, end: .refused(lost.reasons))
        }
        let streams = listing.streams
        progress(.began(owner, streams: streams.count))
        let outcomes = try await read(streams)

        for case .refused(let reasons) in outcomes.map(\.end) {
            return OwnerOutcome(owner, end: .refused(reasons), streams: outcomes)
        }
        let errors =
            listing.failures
            + outcomes.compactMap { outcome in
                if case .failed(let error) = outcome.end { error } else { nil }
            }
        if let worst = errors.max(by: { $0.scope < $1.scope }) {
            return OwnerOutcome(owner, end: .failed(worst), streams: outcomes)
        }
        guard outcomes.count == streams.count, !outcomes.contains(where: { $0.end == .stopped }) else {
            return OwnerOutcome(owner, end: .stopped, streams: outcomes)
        }
        let roundEnd = try await store.finishRound(
            of: owner,
            source: sourceName,
            streams: streams,
            deletedMail: configuration.deletedMail
        )
        return OwnerOutcome(owner, end: .complete, streams: outcomes, roundEnd: roundEnd)
    }

    private struct Listing {
        var streams: [StreamID] = []
        /// Of parts that fail alone.
        var failures: [SourceError] = []
    }

    /// - Throws: as `Pager.read`.
    private func list() async throws -> Listing {
        var listing = Listing()
        let pager = Pager<ListingPage>(reader, scope: .mailbox) { [owner] in
            try await $0.streams(of: owner, after: $1)
        }
        let end = try await pager.read(after: nil) { page, isRestart in
            if isRestart { listing = Listing() }
            listing.streams += page.streams
            listing.failures += page.failures
        }
        guard end == .complete else { throw StopRequested() }
        return listing
    }

    /// The outcomes in the order of `streams`; fewer if the mailbox or the source failed, or a stop came.
    private func read(_ streams: [StreamID]) async throws -> [StreamOutcome] {
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
                    settings: settings,
                    progress: progress
                )
                group.addTask { (index, try await sync.run()) }
            }
            for _ in 0..<configuration.streamsPerMailbox { begin() }
            while let (index, outcome) = try await group.next() {
                outcomes.append((index, outcome))
                switch outcome.end {
                case .failed(let error) where error.scope >= .mailbox: mayBegin = false
                case .refused: mayBegin = false
                default: break
                }
                begin()
            }
            return outcomes.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }
}

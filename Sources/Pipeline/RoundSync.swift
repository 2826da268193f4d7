import Connector
import Eligibility
import Interactions
import Normalization

/// Reads all streams of one holder while it is admitted, some at a time, and ends its round.
struct RoundSync: Sendable {
    let reader: SourceReader
    let store: any InteractionStore
    let normalizer: Normalizer
    let sourceName: String
    let configuration: SyncPlan.Configuration
    /// See `StreamSync`.
    let horizon: Timestamp?
    let settings: String
    let progress: @Sendable (SyncProgress) -> Void

    private var holder: Holder { reader.gate.holder }

    /// - Throws: what the store throws, or `CancellationError`.
    func run() async throws -> RoundOutcome {
        defer { progress(.ended(holder)) }
        let streams: [StreamID]
        do {
            streams = try await reader.read { [holder] in try await $0.streams(of: holder) }
        } catch let error as SourceError {
            return RoundOutcome(holder, end: .failed(error))
        } catch is StopRequested {
            return RoundOutcome(holder, end: .stopped)
        } catch let lost as AdmissionLost {
            return RoundOutcome(holder, end: .refused(lost.reasons))
        }
        progress(.began(holder, streams: streams.count))
        let outcomes = try await read(streams)

        for case .refused(let reasons) in outcomes.map(\.end) {
            return RoundOutcome(holder, end: .refused(reasons), streams: outcomes)
        }
        let errors = outcomes.compactMap { outcome in
            if case .failed(let error) = outcome.end { error } else { nil }
        }
        if let worst = errors.max(by: { $0.scope < $1.scope }) {
            return RoundOutcome(holder, end: .failed(worst), streams: outcomes)
        }
        guard outcomes.count == streams.count, !outcomes.contains(where: { $0.end == .stopped }) else {
            return RoundOutcome(holder, end: .stopped, streams: outcomes)
        }
        let roundEnd = try await store.finishRound(
            of: holder.id,
            source: sourceName,
            streams: streams,
            deletedMail: configuration.deletedMail
        )
        return RoundOutcome(holder, end: .complete, streams: outcomes, roundEnd: roundEnd)
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

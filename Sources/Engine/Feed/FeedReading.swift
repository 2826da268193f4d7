import Connector
import Feed
import Interactions

/// One delivery: reads what changed after the consumer's position, up to the moment at which it began.
struct FeedReading {
    let reader: any InteractionReader
    let extent: FeedExtent
    let origin: FeedOrigin
    let batch: Int
    /// Behind what was handed on.
    private(set) var state: FeedState

    init(reader: any InteractionReader, extent: FeedExtent, origin: FeedOrigin, batch: Int, state: FeedState) {
        self.reader = reader
        self.extent = extent
        self.origin = origin
        self.batch = batch
        self.state = state
    }

    /// - Parameter streams: interactions or participants or both, equally far.
    mutating func interactions<Writer: FeedRowWriter>(
        _ streams: Set<FeedStream>,
        to writer: inout Writer,
        _ flush: (inout Writer, FeedState) async throws -> Void
    ) async throws {
        guard var position = streams.first.map({ state[$0] }) else { return }
        let tellsDeletions = position != .start
        while true {
            try Task.checkCancellation()
            let page = try await reader.interactions(after: position, limit: batch)
            for record in page.records where record.sequence <= extent.sequence {
                if !tellsDeletions, case .delete = record.operation { continue }
                if streams.contains(.interaction) { writer.add(interaction: record, of: origin) }
                guard streams.contains(.participant) else { continue }
                writer.add(participants: record, of: origin, tellsDeletions: tellsDeletions)
            }
            let isLast = page.records.last.map { $0.sequence > extent.sequence } ?? true
            position = isLast ? ChangePosition(sequence: extent.sequence) : page.end
            for stream in streams { state[stream] = position }
            try await flush(&writer, state)
            if isLast { return }
        }
    }

    mutating func derived<Writer: FeedRowWriter>(
        _ stream: FeedStream,
        to writer: inout Writer,
        _ flush: (inout Writer, FeedState) async throws -> Void
    ) async throws {
        let tellsDeletions = state[stream] != .start
        while true {
            try Task.checkCancellation()
            let rows = try await reader.derivedRows(of: stream, after: state[stream].sequence, limit: batch)
            for row in rows where row.sequence <= extent.sequence && (tellsDeletions || row.content != nil) {
                writer.add(row, of: stream, from: origin)
            }
            let isLast = rows.last.map { $0.sequence > extent.sequence } ?? true
            state[stream] = ChangePosition(sequence: isLast ? extent.sequence : rows.last?.sequence ?? extent.sequence)
            try await flush(&writer, state)
            if isLast { return }
        }
    }
}

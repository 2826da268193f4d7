import Connector
package import Feed
import Interactions
import Normalization
import Settings

/// Tells downstream what is stored.
extension Engine {
    /// Hands every row that changed after a consumer's position to a writer, stream after stream; interactions and
    /// participants together where the consumer is equally far in both.
    ///
    /// What changes meanwhile comes the next time: all streams end at one moment, that of the call. Deletions are told
    /// to whom has something already.
    ///
    /// - Parameters:
    ///   - writer: gets the rows; bytes are to be taken from it in `flush`.
    ///   - flush: called after some rows at a time, with the position behind them.
    /// - Returns: the position behind everything.
    /// - Throws: `EngineError` for a position of another store or epoch, and what the store or `flush` throw.
    @discardableResult
    package func feed<Writer: FeedRowWriter>(
        _ request: FeedRequest,
        to writer: inout Writer,
        _ flush: (inout Writer, FeedState) async throws -> Void
    ) async throws -> FeedState {
        let reader = try installation.reader()
        let now = try await reader.extent()
        let extent = request.extent ?? now
        guard extent.epoch == now.epoch else {
            throw EngineError(.busy, "The store was replaced meanwhile. Try again.")
        }
        let state = try request.state.checked(against: extent)
        let identity = try installation.identity()
        var reading = FeedReading(
            reader: reader,
            extent: extent,
            origin: FeedOrigin(tenant: settings.tenant, epoch: extent.epoch, naming: { identity.row($0) }),
            batch: request.batch,
            state: state
        )
        var streams = request.streams
        if streams.contains(.interaction), streams.contains(.participant), state[.interaction] == state[.participant] {
            streams.removeAll { $0 == .participant }
            try await reading.interactions([.interaction, .participant], to: &writer, flush)
            streams.removeAll { $0 == .interaction }
        }
        for stream in streams {
            if stream.isDerived {
                try await reading.derived(stream, to: &writer, flush)
            } else {
                try await reading.interactions([stream], to: &writer, flush)
            }
        }
        return reading.state
    }

    /// Whether anything could be told.
    ///
    /// - Throws: `EngineError`, or what the store throws.
    package func checkFeed() async throws {
        _ = try await installation.reader().extent()
        _ = try installation.identity()
    }
}

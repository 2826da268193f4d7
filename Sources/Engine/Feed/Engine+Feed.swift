import Connector
package import Feed
package import Interactions
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
    ///   - flush: called after some rows at a time, with the position behind them; before the first delivery of a
    ///     stream also without any, with the position that says so.
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
        let begun = state.begun(request.streams)
        if begun != state { try await flush(&writer, begun) }
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

    /// What to keep before a delivery begins whose consumer may get rows of it and yet not its end; nil where it had
    /// a delivery before.
    ///
    /// - Throws: `FeedError` for a position of another store or epoch, and what the store throws.
    package func begun(_ streams: [FeedStream], after state: FeedState) async throws -> FeedState? {
        let state = try state.checked(against: try await installation.reader().extent())
        let begun = state.begun(streams)
        return begun == state ? nil : begun
    }

    /// Whether anything could be told.
    ///
    /// - Throws: `EngineError`, or what the store throws.
    package func checkFeed() async throws {
        _ = try await installation.reader().extent()
        _ = try installation.identity()
    }
}

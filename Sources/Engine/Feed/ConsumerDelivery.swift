import Connector
import DataFiles
package import Feed
package import Interactions

/// Deliveries to one named consumer, by one process at a time.
package struct ConsumerDelivery {
    private let engine: Engine
    private let name: ConsumerName
    private let book: ConsumerBook
    private let lock: FileLock

    fileprivate init(_ engine: Engine, _ name: ConsumerName) throws {
        self.engine = engine
        self.name = name
        book = ConsumerBook(in: engine.installation.directory)
        lock = try book.lock(name)
    }

    /// Delivers what changed since the last delivery that was complete, and moves the position then; interrupted
    /// anywhere, the next one tells the same again.
    ///
    /// - Parameters:
    ///   - streams: those that are delivered.
    ///   - deliver: gets the position to begin at, and returns that behind everything when the consumer has it.
    /// - Throws: `EngineError` of code `foreignPosition`, what the store throws, and what `deliver` throws.
    package func deliver(
        _ streams: [FeedStream],
        _ deliver: (FeedState) async throws -> FeedState
    ) async throws {
        defer { withExtendedLifetime(lock) {} }
        let start = try await position()
        if let begun = try await engine.begun(streams, after: start) {
            try book.keep(ConsumerPosition(begun, at: nil), of: name)
        }
        let end = try await deliver(start)
        try book.keep(ConsumerPosition(end, at: engine.clock()), of: name)
    }

    private func position() async throws -> FeedState {
        do {
            let kept = try book.position(of: name)?.state ?? FeedState()
            return try kept.checked(against: try await engine.installation.reader().extent())
        } catch let error as FeedError {
            throw FeedError(
                error.code,
                "The position of '\(name)' is damaged, of another store, or of this one before it was made anew or "
                    + "restored. Nothing follows on it: delete what '\(name)' loaded, run 'rapport feed forget \(name)', "
                    + "and load everything from the start."
            )
        }
    }
}

/// Named consumers, whose positions are kept in the data directory.
extension Engine {
    /// The consumer's deliveries; it is locked as long as the value is there.
    ///
    /// - Throws: `EngineError` of code `busy` while another process delivers to it.
    package func delivery(to name: ConsumerName) throws -> ConsumerDelivery { try ConsumerDelivery(self, name) }

    /// All named consumers, and how far each is.
    ///
    /// - Throws: what the store throws.
    package func consumers() async throws -> [ConsumerStanding] {
        let book = ConsumerBook(in: installation.directory)
        let names = try book.names()
        guard !names.isEmpty else { return [] }
        let extent = try await installation.reader().extent()
        return names.map { ConsumerStanding($0, try? book.position(of: $0), extent) }
    }

    /// Forgets how far a consumer is: its next delivery begins at the start.
    ///
    /// - Throws: `EngineError` if there is no such consumer, or another process delivers to it.
    package func forget(_ name: ConsumerName) throws {
        let book = ConsumerBook(in: installation.directory)
        guard try book.names().contains(name) else {
            throw EngineError(.unknownName, "There is no consumer '\(name)'. 'rapport feed list' has all of them.")
        }
        let lock = try book.lock(name)
        defer { withExtendedLifetime(lock) {} }
        _ = try book.forget(name)
    }
}

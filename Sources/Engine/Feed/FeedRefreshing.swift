import Connector
package import Interactions

/// Brings derived streams up to date before each delivery, here or in the process that holds the store, and waits for
/// the next.
package struct FeedRefreshing {
    /// How often the store is asked whether anything changed.
    private static let pause = Duration.seconds(2)
    /// After so many pauses without a change there is a delivery in any case: scores age.
    private static let mostPauses = 1_800
    /// Who follows a store that changes all the time spends one part in so many on working out.
    private static let patience = 10

    private let engine: Engine
    private let streams: [FeedStream]
    private let isWanted: Bool
    private let clock = ContinuousClock()
    /// Before it nothing is worked out again.
    private var next: ContinuousClock.Instant?
    private var isBehind = false

    /// - Parameter isWanted: false to tell derived streams as they are.
    package init(_ engine: Engine, of streams: [FeedStream], isWanted: Bool) {
        self.engine = engine
        self.streams = streams.filter(\.isDerived)
        self.isWanted = isWanted && !self.streams.isEmpty
    }

    /// Delivers once or, following, again and again, with each change of the store.
    ///
    /// - Parameter deliver: learns whether derived streams are what they would be now; they are not while another
    ///   process writes that takes no requests.
    /// - Throws: what `deliver` throws, what working out throws, or `CancellationError`.
    package mutating func forEachRound(_ follows: Bool, _ deliver: (_ isFresh: Bool) async throws -> Void) async throws
    {
        while true {
            try await deliver(try await refresh())
            guard follows else { return }
            try await waitForChange()
        }
    }

    /// What a run that writes at the moment would work out comes with the delivery after it.
    private mutating func refresh() async throws -> Bool {
        guard isWanted else { return true }
        let began = clock.now
        if let next, began < next {
            isBehind = true
            return true
        }
        do {
            if try await engine.forward(.refreshFeed(streams: streams.map(\.rawValue))) == nil {
                try await engine.refreshFeed(streams)
            }
        } catch let error where EngineError(error)?.code == .busy {
            return false
        }
        isBehind = false
        next = clock.now + (clock.now - began) * Self.patience
        return true
    }

    private func waitForChange() async throws {
        let reader = try engine.installation.reader()
        let log = try engine.installation.existingLog()
        let before = (try await reader.extent(), try log?.content().standing)
        for _ in 0..<Self.mostPauses {
            try await Task.sleep(for: Self.pause)
            if isBehind, let next, clock.now >= next { return }
            if try await reader.extent() != before.0 { return }
            // Who opted out is in no row of the store, and in no result from then on.
            if try log?.content().standing != before.1 { return }
        }
    }
}

import Synchronization

/// A clock that stands still until a test moves it.
package final class ManualClock: Clock, Sendable {
    package struct Instant: InstantProtocol {
        package let offset: Duration

        package func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        package func duration(to other: Instant) -> Duration { other.offset - offset }
        package static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    private struct Sleeper {
        let deadline: Instant
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct Watcher {
        let count: Int
        let continuation: CheckedContinuation<Void, Never>
    }

    private struct State {
        var now = Instant(offset: .zero)
        var nextTicket = 0
        var sleepers: [Int: Sleeper] = [:]
        var watchers: [Watcher] = []

        /// Takes out the watchers who have waited for this many sleepers.
        mutating func satisfiedWatchers() -> [Watcher] {
            let satisfied = watchers.filter { $0.count <= sleepers.count }
            watchers.removeAll { $0.count <= sleepers.count }
            return satisfied
        }
    }

    private let state = Mutex(State())

    package init() {}

    package var now: Instant { state.withLock { $0.now } }
    package var minimumResolution: Duration { .nanoseconds(1) }

    package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        let ticket = state.withLock { state in
            state.nextTicket += 1
            return state.nextTicket
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                enum Step { case wake, cancel, sleep([Watcher]) }
                let step: Step = state.withLock { state in
                    if Task.isCancelled { return .cancel }
                    if deadline <= state.now { return .wake }
                    state.sleepers[ticket] = Sleeper(deadline: deadline, continuation: continuation)
                    return .sleep(state.satisfiedWatchers())
                }
                switch step {
                case .wake: continuation.resume()
                case .cancel: continuation.resume(throwing: CancellationError())
                case .sleep(let watchers): for watcher in watchers { watcher.continuation.resume() }
                }
            }
        } onCancel: {
            let sleeper = state.withLock { $0.sleepers.removeValue(forKey: ticket) }
            sleeper?.continuation.resume(throwing: CancellationError())
        }
    }

    /// Moves the time on and wakes everybody whose deadline is reached.
    package func advance(by duration: Duration) {
        let woken = state.withLock { state in
            state.now = state.now.advanced(by: duration)
            let due = state.sleepers.filter { $0.value.deadline <= state.now }
            for ticket in due.keys { state.sleepers.removeValue(forKey: ticket) }
            return due.values
        }
        for sleeper in woken { sleeper.continuation.resume() }
    }

    /// Runs `body`, and moves the time on to the next deadline whenever none of its tasks has anything else to do.
    ///
    /// Only for what waits by this clock and for its own tasks: what others work on for it is not seen.
    package func moving<Answer: Sendable>(
        _ body: @escaping @Sendable () async throws -> Answer
    ) async throws -> Answer {
        let executor = RestingExecutor { self.advanceToNextDeadline() }
        return try await withTaskExecutorPreference(executor) { try await body() }
    }

    private func advanceToNextDeadline() {
        let next = state.withLock { state in state.sleepers.values.map(\.deadline).min() }
        if let next { advance(by: now.duration(to: next)) }
    }

    /// Returns as soon as `count` tasks sleep.
    package func waitForSleepers(_ count: Int = 1) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.sleepers.count >= count { return true }
                state.watchers.append(Watcher(count: count, continuation: continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }
}

/// A clock on which every sleep is over at once; it remembers how long they would have been.
package final class ImpatientClock: Clock, Sendable {
    package typealias Instant = ManualClock.Instant

    private let slept = Mutex<[Duration]>([])

    package init() {}

    /// The sleeps so far, in the order they began.
    package var sleeps: [Duration] { slept.withLock { $0 } }

    package var now: Instant { Instant(offset: slept.withLock { $0.reduce(.zero, +) }) }
    package var minimumResolution: Duration { .nanoseconds(1) }

    package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        // Others may have slept for longer meanwhile: time does not go back.
        slept.withLock { $0.append(max(.zero, deadline.offset - $0.reduce(.zero, +))) }
    }
}

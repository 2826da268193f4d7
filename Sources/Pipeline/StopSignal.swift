import Synchronization

/// A request to end a run in good order: pages in flight are finished and committed, nothing new begins.
package final class StopSignal: Sendable {
    private struct State {
        var isRequested = false
        var nextWaiter = 0
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    }

    private let state = Mutex(State())

    package init() {}

    package var isRequested: Bool { state.withLock { $0.isRequested } }

    /// Safe to call from anywhere and more than once.
    package func request() {
        let waiters = state.withLock { state in
            state.isRequested = true
            defer { state.waiters = [:] }
            return state.waiters.values
        }
        for waiter in waiters { waiter.resume() }
    }

    /// Returns when the stop is requested or the task is cancelled.
    package func wait() async {
        let ticket = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let resumesAtOnce = state.withLock { state in
                    if state.isRequested || Task.isCancelled { return true }
                    state.waiters[ticket] = continuation
                    return false
                }
                if resumesAtOnce { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: ticket) }?.resume()
        }
    }

    /// The result of `operation`; once the stop is requested it has `grace` left to come, and is cancelled then.
    ///
    /// - Throws: `StopRequested`, `CancellationError`, or what `operation` throws.
    package func answer<Answer: Sendable>(
        within grace: Duration = RetryPolicy().grace,
        clock: any Clock<Duration> = ContinuousClock(),
        _ operation: @escaping @Sendable () async throws -> Answer
    ) async throws -> Answer {
        try await withThrowingTaskGroup(of: Answer?.self) { group in
            group.addTask { try await operation() }
            group.addTask {
                await self.wait()
                try await clock.sleep(for: grace, tolerance: nil)
                return nil
            }
            defer { group.cancelAll() }
            guard let answer = try await group.next() ?? nil else { throw StopRequested() }
            return answer
        }
    }

    /// Sleeps for `duration`, or less if the stop is requested meanwhile.
    ///
    /// - Throws: `CancellationError`.
    package func sleep(for duration: Duration, clock: any Clock<Duration>) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await clock.sleep(for: duration, tolerance: nil) }
            group.addTask { await self.wait() }
            try await group.next()
            group.cancelAll()
        }
        try Task.checkCancellation()
    }
}

/// Keeps everybody out for as long as somebody who was throttled waits: requests during a back-off prolong it.
package actor PauseGate {
    private var closings = 0
    private var nextWaiter = 0
    private var waiters: [Int: CheckedContinuation<Void, Never>] = [:]

    package init() {}

    /// Closes the gate while `wait` runs; closings may overlap, and the last one to end opens it.
    func close(while wait: () async throws -> Void) async throws {
        closings += 1
        defer {
            closings -= 1
            if closings == 0 { openAll() }
        }
        try await wait()
    }

    /// Returns when the gate is open.
    ///
    /// - Throws: `CancellationError`.
    func pass() async throws {
        while closings > 0, !Task.isCancelled {
            nextWaiter += 1
            let ticket = nextWaiter
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    if closings == 0 || Task.isCancelled {
                        continuation.resume()
                    } else {
                        waiters[ticket] = continuation
                    }
                }
            } onCancel: {
                Task { await self.release(ticket) }
            }
        }
        try Task.checkCancellation()
    }

    private func release(_ ticket: Int) {
        waiters.removeValue(forKey: ticket)?.resume()
    }

    private func openAll() {
        let released = waiters.values
        waiters = [:]
        for waiter in released { waiter.resume() }
    }
}

import Interactions

/// Keeps the requests for each mailbox within what Exchange Online lets one application do there.
///
/// It allows four at a time and 10,000 in ten minutes; users who stay at exactly four are throttled all the same.
/// <https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits>
package actor RequestBudget {
    package struct Limits: Hashable, Sendable {
        /// Requests for one mailbox at a time.
        package var concurrent = 3
        /// Requests for one mailbox within `window`.
        package var requests = 9_600
        package var window = Duration.seconds(600)
        /// For so long after a mailbox was throttled it gets one request at a time.
        package var caution = Duration.seconds(300)

        package init() {}
    }

    /// What happened so far, over all mailboxes.
    package struct Counters: Hashable, Sendable {
        package var requests = 0
        /// Requests that were held back because the window was full.
        package var delayed = 0
        /// Answers that asked for a pause.
        package var throttled = 0

        package init() {}
    }

    private struct Account {
        var running = 0
        /// Requests by tenths of the window, oldest first.
        var spent: [(tenth: Int, count: Int)] = []
        var cautiousUntil = Duration.zero
        var waiters: [Waiter] = []
    }

    private struct Waiter {
        let ticket: Int
        let continuation: CheckedContinuation<Void, Never>
    }

    private static let tenths = 10

    private let limits: Limits
    private let now: @Sendable () -> Duration
    private let sleep: @Sendable (Duration) async throws -> Void
    private var accounts: [Mailbox.ID: Account] = [:]
    private var nextTicket = 0
    package private(set) var counters = Counters()

    package init(limits: Limits = Limits(), clock: any Clock<Duration> = ContinuousClock()) {
        self.limits = limits
        now = Self.stopwatch(clock)
        sleep = { try await clock.sleep(for: $0) }
    }

    /// Runs `request` when the mailbox's budget has room for it.
    ///
    /// - Parameter count: what the service takes it for, which is more than one for a batch.
    /// - Throws: what `request` throws, or `CancellationError`.
    nonisolated func spend<Answer: Sendable>(
        on mailbox: Mailbox.ID,
        _ count: Int = 1,
        _ request: () async throws -> Answer
    ) async throws -> Answer {
        try await begin(mailbox, count)
        do {
            let answer = try await request()
            await end(mailbox)
            return answer
        } catch {
            await end(mailbox)
            throw error
        }
    }

    /// The service asked for a pause: from now on it gets fewer requests at a time.
    func noteThrottling(of mailbox: Mailbox.ID) {
        counters.throttled += 1
        accounts[mailbox, default: Account()].cautiousUntil = now() + limits.caution
    }

    private func begin(_ mailbox: Mailbox.ID, _ count: Int) async throws {
        while accounts[mailbox, default: Account()].running >= width(of: mailbox) {
            await turn(for: mailbox)
            guard !Task.isCancelled else {
                // Whose turn it was may have been this one's: it goes to the next.
                wakeWaiters(of: mailbox)
                throw CancellationError()
            }
        }
        // Taken before the wait for the window, or others would get in between.
        accounts[mailbox, default: Account()].running += 1
        do {
            while let wait = waitForWindow(of: mailbox) {
                counters.delayed += 1
                try await sleep(wait)
            }
        } catch {
            end(mailbox)
            throw error
        }
        counters.requests += count
        let tenth = currentTenth
        if accounts[mailbox]?.spent.last?.tenth == tenth {
            let last = (accounts[mailbox]?.spent.count ?? 1) - 1
            accounts[mailbox]?.spent[last].count += count
        } else {
            accounts[mailbox]?.spent.append((tenth, count))
        }
    }

    private func end(_ mailbox: Mailbox.ID) {
        accounts[mailbox]?.running -= 1
        wakeWaiters(of: mailbox)
    }

    private func wakeWaiters(of mailbox: Mailbox.ID) {
        // More than one where the time of caution is over.
        let free = max(0, width(of: mailbox) - (accounts[mailbox]?.running ?? 0))
        let next = accounts[mailbox]?.waiters.prefix(free) ?? []
        accounts[mailbox]?.waiters.removeFirst(next.count)
        for waiter in next { waiter.continuation.resume() }
    }

    private func width(of mailbox: Mailbox.ID) -> Int {
        let isCautious = accounts[mailbox].map { $0.cautiousUntil > now() } ?? false
        return isCautious ? 1 : limits.concurrent
    }

    /// Returns when somebody has ended, or the task is cancelled.
    private func turn(for mailbox: Mailbox.ID) async {
        nextTicket += 1
        let ticket = nextTicket
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled {
                    continuation.resume()
                } else {
                    accounts[mailbox, default: Account()].waiters.append(
                        Waiter(ticket: ticket, continuation: continuation)
                    )
                }
            }
        } onCancel: {
            Task { await self.release(ticket, of: mailbox) }
        }
    }

    private func release(_ ticket: Int, of mailbox: Mailbox.ID) {
        guard let index = accounts[mailbox]?.waiters.firstIndex(where: { $0.ticket == ticket }) else { return }
        accounts[mailbox]?.waiters.remove(at: index).continuation.resume()
    }

    // MARK: The window

    private var tenth: Duration { limits.window / Self.tenths }
    private var currentTenth: Int { Int(now() / tenth) }

    /// Nil if there is room.
    private func waitForWindow(of mailbox: Mailbox.ID) -> Duration? {
        let current = currentTenth
        accounts[mailbox]?.spent.removeAll { $0.tenth <= current - Self.tenths }
        guard let spent = accounts[mailbox]?.spent, let oldest = spent.first,
            spent.reduce(0, { $0 + $1.count }) >= limits.requests
        else { return nil }
        return tenth * (oldest.tenth + Self.tenths) - now()
    }

    private static func stopwatch<C: Clock<Duration>>(_ clock: C) -> @Sendable () -> Duration {
        let start = clock.now
        return { start.duration(to: clock.now) }
    }
}

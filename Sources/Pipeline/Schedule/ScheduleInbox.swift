import Synchronization

/// What the tasks of a schedule tell its loop, which sleeps until something is in it.
final class ScheduleInbox<Message: Sendable>: Sendable {
    private struct State {
        var messages: [Message] = []
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    func put(_ message: Message) {
        let waiter = state.withLock { state in
            state.messages.append(message)
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }

    /// Everything that came since the last time, in its order.
    func take() -> [Message] {
        state.withLock { state in
            defer { state.messages = [] }
            return state.messages
        }
    }

    /// Returns when there is a message, after `duration`, on a stop, or when the task is cancelled.
    func wait(for duration: Duration, clock: any Clock<Duration>, stop: StopSignal) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.arrival() }
            group.addTask { await stop.wait() }
            group.addTask { try? await clock.sleep(for: duration, tolerance: nil) }
            await group.next()
            group.cancelAll()
        }
    }

    private func arrival() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isThere = state.withLock { state in
                    if !state.messages.isEmpty || Task.isCancelled { return true }
                    state.waiter = continuation
                    return false
                }
                if isThere { continuation.resume() }
            }
        } onCancel: {
            let waiter = state.withLock { state in
                defer { state.waiter = nil }
                return state.waiter
            }
            waiter?.resume()
        }
    }
}

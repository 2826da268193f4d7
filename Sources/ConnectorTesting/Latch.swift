import Dispatch
import Synchronization

/// Closed until somebody opens it, then open for good; threads and tasks can wait for that.
package final class Latch: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    private let threads = DispatchSemaphore(value: 0)

    package init() {}

    package func open() {
        let waiting = state.withLock { state in
            defer { state.waiting = [] }
            state.isOpen = true
            return state.waiting
        }
        threads.signal()
        for task in waiting { task.resume() }
    }

    /// Suspends the task until the gate is open.
    package func passed() async {
        await withCheckedContinuation { task in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiting.append(task) }
                return state.isOpen
            }
            if isOpen { task.resume() }
        }
    }

    /// Blocks the thread until the gate is open; not for tasks.
    package func block() {
        threads.wait()
        threads.signal()
    }
}

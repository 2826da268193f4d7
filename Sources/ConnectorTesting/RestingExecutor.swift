import Dispatch
import Synchronization

/// Runs tasks one after the other, and says whenever none of them can go on by itself.
///
/// So rest is known, and not guessed from time that passed: on a busy machine a task may wait long for its turn.
final class RestingExecutor: TaskExecutor {
    private let queue = DispatchQueue(label: "RestingExecutor")
    private let waiting = Mutex(0)
    private let atRest: @Sendable () -> Void

    /// - Parameter atRest: called when the last job that there was has run.
    init(atRest: @escaping @Sendable () -> Void) {
        self.atRest = atRest
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        waiting.withLock { $0 += 1 }
        queue.async {
            job.runSynchronously(on: self.asUnownedTaskExecutor())
            let isAtRest = self.waiting.withLock { count in
                count -= 1
                return count == 0
            }
            if isAtRest { self.atRest() }
        }
    }
}

import Synchronization

/// The one thread that a multi handle lives on, and the executor of the `CurlLoop` that owns what runs there.
///
/// Work for the loop is put into an inbox; only the first piece pays for waking the thread.
final class CurlThread: SerialExecutor {
    /// Work from code that cannot wait for an actor: continuations, cancellation handlers, deinitializers.
    typealias Call = @Sendable (isolated CurlLoop) -> Void

    private enum Work: Sendable {
        case job(UnownedJob)
        case call(Call)
    }

    let multi: MultiHandle
    private let inbox = Mutex<[Work]>([])
    private let thread = Atomic<UInt>(0)

    init(multi: MultiHandle) {
        self.multi = multi
    }

    /// Runs until `loop` returns nil, that is until nobody holds the loop any more.
    ///
    /// - Returns: false if the system has no thread left.
    func start(_ loop: @escaping @Sendable () -> CurlLoop?) -> Bool {
        NativeThread.start {
            self.thread.store(NativeThread.current, ordering: .releasing)
            var work: [Work] = []
            while let pause = self.turn(loop, &work) { self.multi.wait(milliseconds: pause) }
        }
    }

    /// Runs `call` on the thread soon, in the order of submission.
    ///
    /// It is dropped if nobody holds the loop any more.
    func submit(_ call: @escaping Call) {
        put(.call(call))
    }

    func enqueue(_ job: consuming ExecutorJob) {
        put(.job(UnownedJob(job)))
    }

    func checkIsolated() {
        precondition(thread.load(ordering: .acquiring) == NativeThread.current, "not on the thread of this loop")
    }

    private func put(_ work: Work) {
        let isFirst = inbox.withLock { inbox in
            inbox.append(work)
            return inbox.count == 1
        }
        if isFirst { multi.wake() }
    }

    /// - Returns: for how many milliseconds nothing is due; nil when the loop is gone.
    private func turn(_ loop: () -> CurlLoop?, _ work: inout [Work]) -> Int32? {
        guard let loop = loop() else { return nil }
        // The two arrays change places and keep their memory.
        inbox.withLock { swap(&$0, &work) }
        defer { work.removeAll(keepingCapacity: true) }
        for piece in work {
            switch piece {
            case .job(let job): job.runSynchronously(on: asUnownedSerialExecutor())
            case .call(let call): loop.assumeIsolated { call($0) }
            }
        }
        return loop.assumeIsolated { $0.turn() }
    }
}

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A thread of our own, outside of Swift's pool, because it blocks.
enum NativeThread {
    /// Tells threads that live at the same time apart.
    static var current: UInt {
        #if canImport(Darwin)
            UInt(bitPattern: pthread_self())
        #else
            UInt(pthread_self())
        #endif
    }

    /// Runs `body` on a new thread, which ends with it.
    ///
    /// - Returns: false if the system has no thread left.
    static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        let work = Unmanaged.passRetained(Work(body))
        #if canImport(Darwin)
            var thread: pthread_t?
        #else
            var thread = pthread_t()
        #endif
        let result = pthread_create(&thread, nil, entry, work.toOpaque())
        guard result == 0 else {
            work.release()
            return false
        }
        #if canImport(Darwin)
            if let thread { pthread_detach(thread) }
        #else
            pthread_detach(thread)
        #endif
        return true
    }

    #if canImport(Darwin)
        private static let entry: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? = { run($0) }
    #else
        private static let entry: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { work in
            work.flatMap { run($0) }
        }
    #endif

    private static func run(_ work: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? {
        blockBrokenPipeSignal()
        Unmanaged<Work>.fromOpaque(work).takeRetainedValue().body()
        return nil
    }

    /// Writing to a connection that the other side closed must be an error, not the end of the process.
    private static func blockBrokenPipeSignal() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }

    private final class Work: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }
}

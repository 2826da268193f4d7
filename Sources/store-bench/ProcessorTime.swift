import Glibc

/// What this process took of the processors.
enum ProcessorTime {
    /// Seconds that `body` took, on all cores together.
    static func spent(_ body: () async throws -> Void) async rethrows -> Double {
        let before = now()
        try await body()
        return now() - before
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

import Engine

/// How long a process that stays waits before it goes on reading, after its own files could not be written: a disk that
/// is full has room again some day, and pages are served meanwhile.
struct WritePatience {
    private var failures = 0

    private static let shortest = Duration.seconds(15)
    private static let longest = Duration.seconds(300)

    /// - Parameter wasReady: whether the files could be used at first; where they never could, something is wrong that
    ///   somebody has to mend.
    /// - Throws: the error, if it does not pass by itself.
    mutating func wait(after error: any Error, wasReady: Bool) throws -> Duration {
        guard wasReady || failures > 0, EngineError(error)?.code == .cannotCreate else { throw error }
        if wasReady { failures = 0 }
        failures += 1
        return min(Self.shortest * (1 << min(failures - 1, 10)), Self.longest)
    }
}

import Glibc

/// What the kernel says of this process.
enum Memory {
    /// The most that was resident so far, in MiB.
    static func peak() -> Int {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        return usage.ru_maxrss / 1024
    }
}

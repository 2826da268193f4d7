import Glibc

/// The time of a log line, for programs and for people.
package struct LogTime: Hashable, Sendable {
    private let seconds: Int
    private let milliseconds: Int

    package init(seconds: Int, milliseconds: Int = 0) {
        self.seconds = seconds
        self.milliseconds = milliseconds
    }

    /// The machine's.
    package static var now: LogTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return LogTime(seconds: time.tv_sec, milliseconds: time.tv_nsec / 1_000_000)
    }

    /// RFC 3339 with milliseconds.
    package var utc: String {
        var parts = tm()
        var seconds = seconds
        gmtime_r(&seconds, &parts)
        let date = "\(pad(Int(parts.tm_year) + 1_900, 4))-\(pad(Int(parts.tm_mon) + 1))-\(pad(Int(parts.tm_mday)))"
        return "\(date)T\(time(parts)).\(pad(milliseconds, 3))Z"
    }

    /// The time of day where the machine is.
    package var local: String {
        var parts = tm()
        var seconds = seconds
        localtime_r(&seconds, &parts)
        return time(parts)
    }

    private func time(_ parts: tm) -> String {
        "\(pad(Int(parts.tm_hour))):\(pad(Int(parts.tm_min))):\(pad(Int(parts.tm_sec)))"
    }

    private func pad(_ number: Int, _ width: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

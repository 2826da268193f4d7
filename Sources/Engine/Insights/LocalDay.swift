import Glibc
import Interactions

/// Days of the calendar where this process runs; `TZ` or the system says where.
package enum LocalDay {
    /// Days between 1970-01-01 and the day on which an instant is.
    package static func number(of microseconds: Int64) -> Int64 {
        var seconds = time_t(microseconds.flooredDivision(by: 1_000_000).quotient)
        var parts = tm()
        tzset()
        guard localtime_r(&seconds, &parts) != nil else {
            return microseconds.flooredDivision(by: Timestamp.microsecondsPerDay).quotient
        }
        return Int64(seconds + parts.tm_gmtoff).flooredDivision(by: 86_400).quotient
    }
}

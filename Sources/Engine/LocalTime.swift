import Glibc
package import Interactions

/// Instants as people write them where this process runs; `TZ` or the system says where.
package enum LocalTime {
    /// The day, such as `2026-12-02`, of an instant in RFC 3339; a text that is none stays as it is.
    package static func day(_ instant: String) -> String {
        parts(of: instant).map { "\(number($0.tm_year + 1_900, 4))-\(number($0.tm_mon + 1))-\(number($0.tm_mday))" }
            ?? instant
    }

    /// Day, hour and minute, such as `2026-12-02 08:30`; a text that is no instant stays as it is.
    package static func minute(_ instant: String) -> String {
        parts(of: instant).map { "\(day(instant)) \(number($0.tm_hour)):\(number($0.tm_min))" } ?? instant
    }

    /// The instant at which a day such as `2026-12-02` begins; nil for what is no day.
    package static func beginning(ofDay text: String) -> Timestamp? {
        guard text.utf8.count == 10, let date = CivilDate(iso8601: text) else { return nil }
        var parts = tm()
        parts.tm_year = Int32(date.year - 1_900)
        parts.tm_mon = Int32(date.month - 1)
        parts.tm_mday = Int32(date.day)
        // Whether it is summer time there is for the system to say.
        parts.tm_isdst = -1
        return Timestamp(microseconds: Int64(mktime(&parts)) * 1_000_000)
    }

    private static func parts(of instant: String) -> tm? {
        guard let instant = Timestamp(iso8601: instant) else { return nil }
        var seconds = time_t(instant.microseconds.flooredDivision(by: 1_000_000).quotient)
        var parts = tm()
        tzset()
        return localtime_r(&seconds, &parts) == nil ? nil : parts
    }

    private static func number(_ value: Int32, _ digits: Int = 2) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}

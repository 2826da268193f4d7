package import HTTPTypes

extension HTTPResponse {
    /// How long `Retry-After` asks to wait; nil if it is not there, not understood or in the past.
    ///
    /// Seconds, also with a fraction as some gateways write them, or an HTTP date, which counts from the answer's own
    /// `Date`, so that nobody's clock has to be right. See RFC 9110, 10.2.3 and 5.6.7.
    package var retryAfter: Duration? {
        guard let field = headerFields[.retryAfter] else { return nil }
        let wait: Duration
        if let seconds = Self.milliseconds(field) {
            wait = .milliseconds(seconds)
        } else if let until = Self.fixdate(field), let now = headerFields[.date].flatMap({ Self.fixdate($0) }) {
            wait = .seconds(until - now)
        } else {
            return nil
        }
        return wait > .zero ? wait : nil
    }

    /// Decimal seconds in milliseconds; at most nine digits before the point.
    private static func milliseconds(_ text: String) -> Int? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard (1...9).contains(parts[0].utf8.count), parts[0].utf8.allSatisfy(isDigit), let whole = Int(parts[0]) else {
            return nil
        }
        guard parts.count == 2 else { return whole * 1_000 }
        guard !parts[1].isEmpty, parts[1].utf8.allSatisfy(isDigit) else { return nil }
        let thousandths = parts[1].prefix(3) + String(repeating: "0", count: max(0, 3 - parts[1].count))
        return Int(thousandths).map { whole * 1_000 + $0 }
    }

    /// Seconds since 1970 of an IMF-fixdate, `Sun, 06 Nov 1994 08:49:37 GMT`, the only form that may be sent.
    private static func fixdate(_ text: String) -> Int? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]), (1...31).contains(day),
            let month = months.firstIndex(of: parts[2]), let year = Int(parts[3]), (1970...9999).contains(year)
        else { return nil }
        let clock = parts[4].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3, (0...23).contains(clock[0]), (0...59).contains(clock[1]), (0...60).contains(clock[2])
        else { return nil }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let leapDays = { (year: Int) in year / 4 - year / 100 + year / 400 }
        let days =
            (year - 1970) * 365 + leapDays(year - 1) - leapDays(1969) + daysBefore[month]
            + (isLeap && month > 1 ? 1 : 0) + day - 1
        return days * 86_400 + clock[0] * 3_600 + clock[1] * 60 + clock[2]
    }

    private static let months: [Substring] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    private static let daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

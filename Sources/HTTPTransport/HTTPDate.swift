import Interactions

/// A point in time as header fields write it, to the second.
///
/// See RFC 9110, 5.6.7.
package struct HTTPDate: Hashable, Sendable {
    package let secondsSince1970: Int

    package init(secondsSince1970: Int) {
        self.secondsSince1970 = secondsSince1970
    }

    /// Reads the three forms: `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` and
    /// `Sun Nov  6 08:49:37 1994`; nil for anything else.
    ///
    /// The day of the week is not compared with the date.
    ///
    /// - Parameter now: decides the century of the second form: not more than 50 years ahead; without it the 21st.
    package init?(_ text: some StringProtocol, now: HTTPDate? = nil) {
        let parts = text.split(separator: " ").map { Substring($0) }
        let date: HTTPDate?
        switch parts.count {
        case 6 where parts[5] == "GMT" && Self.isWeekday(parts[0].dropLast()) && parts[0].last == ",":
            date = Self.number(parts[3], digits: 4).flatMap {
                HTTPDate(year: $0, month: parts[2], day: parts[1], time: parts[4])
            }
        case 4 where parts[3] == "GMT" && Self.isLongWeekday(parts[0].dropLast()) && parts[0].last == ",":
            date = HTTPDate(rfc850: parts[1], time: parts[2], now: now)
        case 5 where Self.isWeekday(parts[0]):
            let day = parts[2].utf8.count == 1 ? "0" + parts[2] : parts[2]
            date = Self.number(parts[4], digits: 4).flatMap {
                HTTPDate(year: $0, month: parts[1], day: day, time: parts[3])
            }
        default:
            date = nil
        }
        guard let date else { return nil }
        self = date
    }

    private init?(rfc850 date: Substring, time: Substring, now: HTTPDate?) {
        let parts = date.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let year = Self.number(parts[2], digits: 2),
            let inThisCentury = HTTPDate(year: 2_000 + year, month: parts[1], day: parts[0], time: time)
        else { return nil }
        let isTooFar = now.map { inThisCentury.secondsSince1970 - $0.secondsSince1970 > 50 * 31_556_952 } ?? false
        let inLastCentury = HTTPDate(year: 1_900 + year, month: parts[1], day: parts[0], time: time)
        self = isTooFar ? inLastCentury ?? inThisCentury : inThisCentury
    }

    private init?(year: Int, month: Substring, day: Substring, time: Substring) {
        let clock = time.split(separator: ":", omittingEmptySubsequences: false).map { Self.number($0, digits: 2) }
        guard let month = Self.months.firstIndex(of: month), let day = Self.number(day, digits: 2),
            clock.count == 3, let hour = clock[0], let minute = clock[1], let second = clock[2],
            hour <= 23, minute <= 59, second <= 60
        else { return nil }
        guard let date = CivilDate(year: year, month: month + 1, day: day) else { return nil }
        secondsSince1970 = date.dayNumber * 86_400 + hour * 3_600 + minute * 60 + second
    }

    private static let months: [Substring] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    private static let weekdays: [Substring] = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]

    private static func isLongWeekday(_ text: Substring) -> Bool { weekdays.contains(text) }

    private static func isWeekday(_ text: Substring) -> Bool { weekdays.contains { $0.prefix(3) == text } }

    /// Nil unless it is that many digits and nothing else.
    private static func number(_ text: Substring, digits: Int) -> Int? {
        guard text.utf8.count == digits, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text)
    }
}

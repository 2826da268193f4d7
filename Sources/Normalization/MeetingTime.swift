import Interactions

/// When a meeting is, and where its series' rule put it.
struct MeetingTime: Hashable {
    var start: Timestamp
    /// Nil if nobody said so.
    var end: Timestamp?
    /// Nil of what is no occurrence.
    var originalStart: Timestamp?

    /// Dates in place of instants if the meeting lasts whole days.
    ///
    /// Exchange gives the instants at which the days begin and end where the meeting was planned, Graph nothing but the
    /// dates. The dates are the same wherever somebody reads them, so they are what counts: as midnights in UTC.
    var dates: MeetingTime {
        // The shortest day has 23 hours; what is much shorter lasts no whole day, whatever its flag says.
        guard let end, end.duration(since: start) >= .seconds(20 * 3_600) else { return self }
        return MeetingTime(start: start.date, end: end.date, originalStart: originalStart?.date)
    }

    /// What lasts longer has an end that nobody knows: Exchange writes 4501-01-01 for that, others 2099 or 9999.
    private static let longest = 366 * 86_400

    /// Whole seconds; 0 where the end is not known, or lies before the start.
    var seconds: Int {
        let seconds = end.map { Int($0.duration(since: start).components.seconds) } ?? 0
        return (0...Self.longest).contains(seconds) ? seconds : 0
    }
}

extension Timestamp {
    private static let day: Int64 = 86_400_000_000

    /// Midnight in UTC of the date that begins at this instant somewhere on earth.
    ///
    /// A date begins between 10:00 in UTC of the day before and 12:00 of the day itself. What can be read in two ways
    /// is read as most people there would: 10:00 as Hawaii's midnight and not as that of Kiribati (UTC+14), later hours
    /// as those of New Zealand and Tonga (UTC+12 and more) and not as those of American Samoa (UTC-11).
    fileprivate var date: Timestamp {
        let latest: Int64 = 10 * 3_600_000_000
        let time = timeOfDay
        return Timestamp(microseconds: microseconds - time + (time > latest ? Self.day : 0))
    }

    /// The instant at the same time of day that falls on a date somewhere on earth; this one if it does already.
    ///
    /// - Parameter date: midnight in UTC.
    func moved(to date: Timestamp) -> Timestamp {
        let hour: Int64 = 3_600_000_000
        let onDate = (date.microseconds - 14 * hour)..<(date.microseconds + 36 * hour)
        return onDate.contains(microseconds) ? self : Timestamp(microseconds: date.microseconds + timeOfDay)
    }

    private var timeOfDay: Int64 { (microseconds % Self.day + Self.day) % Self.day }
}

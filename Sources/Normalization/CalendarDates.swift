import Connector
import Interactions

extension SourceEvent {
    /// The record with dates in place of instants if the meeting lasts whole days.
    ///
    /// Exchange gives the instants at which the days begin and end where the meeting was planned, Graph nothing but the
    /// dates. The dates are the same wherever somebody reads them, so they are what counts: as midnights in UTC.
    var withDates: SourceEvent {
        // The shortest day has 23 hours; what is much shorter lasts no whole day, whatever its flag says.
        guard isAllDay, let start, let end, end.duration(since: start) >= .seconds(20 * 3_600) else { return self }
        var record = self
        record.start = start.date
        record.end = end.date
        record.originalStart = originalStart?.date
        return record
    }
}

extension Timestamp {
    /// Midnight in UTC of the date that begins at this instant somewhere on earth.
    ///
    /// A date begins between 10:00 in UTC of the day before and 12:00 of the day itself. What can be read in two ways is
    /// read as most people there would: 10:00 as Hawaii's midnight and not as that of Kiribati (UTC+14), later hours as
    /// those of New Zealand and Tonga (UTC+12 and more) and not as those of American Samoa (UTC-11).
    fileprivate var date: Timestamp {
        let day = Timestamp.microsecondsPerDay
        let latest: Int64 = 10 * 3_600_000_000
        let remainder = microseconds.flooredDivision(by: day).remainder
        return Timestamp(microseconds: microseconds - remainder + (remainder > latest ? day : 0))
    }
}

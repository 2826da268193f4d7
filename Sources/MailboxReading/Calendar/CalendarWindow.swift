package import Interactions

/// The days of a calendar that are read, and in what stretches.
package struct CalendarWindow: Hashable, Sendable {
    package static let secondsPerDay = 86_400

    private let daysBack: Int
    private let daysAhead: Int
    /// In seconds.
    package let longestView: Int

    /// - Parameter sliceDays: that one view spans at most.
    package init(daysBack: Int, daysAhead: Int, sliceDays: Int) {
        self.daysBack = max(0, daysBack)
        self.daysAhead = max(0, daysAhead)
        longestView = max(1, sliceDays) * Self.secondsPerDay
    }

    /// Counted from 1970 in UTC.
    package static func day(of instant: Timestamp) -> Int {
        Int(instant.microseconds / 1_000_000) / secondsPerDay
    }

    /// In seconds from 1970, from midnight to midnight in UTC; all of the last day is in it.
    package func seconds(around day: Int) -> Range<Int> {
        (day - daysBack) * Self.secondsPerDay..<(day + daysAhead + 1) * Self.secondsPerDay
    }

    /// Whether views of the window around `day` show what lies between these instants.
    package func shows(_ start: Timestamp, _ end: Timestamp, around day: Int) -> Bool {
        let seconds = seconds(around: day)
        return end.microseconds >= Int64(seconds.lowerBound) * 1_000_000
            && start.microseconds < Int64(seconds.upperBound) * 1_000_000
    }
}

/// An instant in UTC, in whole microseconds since 1970-01-01T00:00:00Z (`occurred_at_us` of the record).
package struct Timestamp: Hashable, Comparable, Sendable {
    package let microseconds: Int64

    /// How many microseconds a day of 24 hours has.
    package static let microsecondsPerDay: Int64 = 86_400_000_000

    package init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.microseconds < right.microseconds
    }

    /// The instant `duration` after this one, or the last or first one that there is if it lies beyond; fractions below
    /// a microsecond are dropped.
    package func advanced(by duration: Duration) -> Timestamp {
        let (seconds, attoseconds) = duration.components
        let (whole, isTooLong) = seconds.multipliedReportingOverflow(by: 1_000_000)
        let (span, isTooLongByFraction) = whole.addingReportingOverflow(attoseconds / 1_000_000_000_000)
        let (sum, isBeyond) = microseconds.addingReportingOverflow(span)
        guard isTooLong || isTooLongByFraction || isBeyond else { return Timestamp(microseconds: sum) }
        return Timestamp(microseconds: seconds < 0 ? .min : .max)
    }

    /// The time from `earlier` to this instant; negative if this instant comes first.
    package func duration(since earlier: Timestamp) -> Duration {
        .microseconds(microseconds) - .microseconds(earlier.microseconds)
    }
}

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

    /// The instant `duration` after this one; fractions below a microsecond are dropped.
    package func advanced(by duration: Duration) -> Timestamp {
        let (seconds, attoseconds) = duration.components
        return Timestamp(microseconds: microseconds + seconds * 1_000_000 + attoseconds / 1_000_000_000_000)
    }

    /// The time from `earlier` to this instant; negative if this instant comes first.
    package func duration(since earlier: Timestamp) -> Duration {
        .microseconds(microseconds - earlier.microseconds)
    }
}

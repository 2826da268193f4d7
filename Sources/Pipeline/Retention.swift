package import Interactions

/// How long interactions are kept: a rolling window in whole days of UTC, so that two runs on one day keep the same.
package struct Retention: Hashable, Sendable {
    package let days: Int

    /// - Parameter days: at least one.
    package init(days: Int) {
        self.days = max(1, days)
    }

    /// The first instant that is kept.
    package func horizon(at now: Timestamp) -> Timestamp {
        let day = Timestamp.microsecondsPerDay
        let today = now.microseconds.flooredDivision(by: day).quotient
        return Timestamp(microseconds: (today - Int64(days)) * day)
    }
}

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
        let day: Int64 = 86_400_000_000
        let today = now.microseconds >= 0 ? now.microseconds / day : (now.microseconds - day + 1) / day
        return Timestamp(microseconds: (today - Int64(days)) * day)
    }
}

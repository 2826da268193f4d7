/// How often a relationship is in contact, learnt from its own gaps; `Documentation/health.md`, "Rhythm".
struct Rhythm {
    /// Days of the year before the clock; a bit for each on which there was contact, the latest first.
    private var days = [Bool](repeating: false, count: Self.window)
    private var counts = [Int64](repeating: 0, count: Self.window)

    /// Whether the interval that was taken last is a gap that the record had, of three at least, and not only what the
    /// setting expects.
    private(set) var isLearnt = false

    /// Days that are looked at.
    static let window = 365
    /// The least interval unless the setting is less, and the greatest, in days.
    static let bounds: ClosedRange<Int64> = 3...182

    /// - Parameter age: microseconds before the clock, less than a year.
    mutating func add(age: Int64) { days[Int(age / Span.day)] = true }

    /// The gap, in days, in which half of the time lay in gaps no longer; empty for the next record.
    ///
    /// - Parameters:
    ///   - expected: the setting's gap, which young relationships are measured by.
    ///   - prior: how many days of such gaps are mixed in.
    mutating func takeInterval(expected: Int64, prior: Int64) -> Int64 {
        var whole = prior
        var last = -1
        var longest = Int(expected)
        var gaps = 0
        for day in 0..<Self.window where days[day] {
            if last >= 0 {
                counts[day - last] += Int64(day - last)
                whole += Int64(day - last)
                gaps += 1
                longest = max(longest, day - last)
            }
            last = day
            days[day] = false
        }
        let own = counts[Int(expected)]
        counts[Int(expected)] += prior
        var upTo: Int64 = 0
        var interval = expected
        for gap in 1...longest {
            if 2 * upTo < whole { interval = Int64(gap) }
            upTo += counts[gap]
            counts[gap] = 0
        }
        // Where the setting's gap is it, only the record's own ones tell; any other is of the record alone.
        isLearnt = gaps >= 3 && (interval != expected || own > 0)
        return min(max(interval, min(expected, Self.bounds.lowerBound)), Self.bounds.upperBound)
    }
}

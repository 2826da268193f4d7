/// How often a relationship is in contact, learnt from its own gaps; `Documentation/health.md`, "Rhythm".
struct Rhythm {
    /// Days of the year before the clock, the latest first: 0 without contact, 1 with some, 2 if any was theirs.
    private var days = [UInt8](repeating: 0, count: Self.window)
    /// The most of these.
    private var most: UInt8 = 1
    private var counts = [Int64](repeating: 0, count: Self.window)

    /// Whether the interval that was taken last is a gap that the record had, of enough, and not only what the setting
    /// expects.
    private(set) var isLearnt = false
    /// Whether there were too few gaps for a rhythm.
    private(set) var isRare = true

    /// Days that are looked at.
    static let window = 365
    /// The least interval unless the setting is less, and the greatest, in days.
    static let bounds: ClosedRange<Int64> = 3...182

    /// By how much the longest gap may be longer than the next one, where the others together are days enough.
    private static let stretch = 4
    private static let enough = 14
    /// So many gaps are a rhythm; two alike, if they are long: a year holds no more once a quarter is missed.
    private static let many = 3
    private static let long = 120

    /// - Parameters:
    ///   - age: microseconds before the clock, less than a year.
    ///   - isTheirs: they were in contact; where they ever were, nothing else counts.
    mutating func add(age: Int64, isTheirs: Bool) {
        let kind: UInt8 = isTheirs ? 2 : 1
        days[Int(age / Span.day)] = max(days[Int(age / Span.day)], kind)
        most = max(most, kind)
    }

    /// The gap, in days, in which half of the time lay in gaps no longer; empty for the next record.
    ///
    /// - Parameters:
    ///   - expected: the setting's gap, which young relationships are measured by.
    ///   - prior: how many days of such gaps are mixed in.
    mutating func takeInterval(expected: Int64, prior: Int64) -> Int64 {
        var whole = prior
        var last = -1
        // Of the gaps, and the longest two of them.
        var (gaps, sum, longest, second) = (0, 0, 0, 0)
        for day in 0..<Self.window {
            if days[day] == most {
                if last >= 0 {
                    let gap = day - last
                    counts[gap] += Int64(gap)
                    (gaps, sum) = (gaps + 1, sum + gap)
                    (longest, second) = gap > longest ? (gap, longest) : (longest, max(second, gap))
                }
                last = day
            }
            days[day] = 0
        }
        most = 1
        whole += Int64(sum)
        let areAlike = gaps == 2 && sum >= Self.long && 2 * longest <= 3 * second
        // A long silence is none of its gaps.
        if sum - longest >= Self.enough, longest > Self.stretch * second {
            let counted = Self.stretch * second
            whole -= Int64(longest - counted)
            counts[longest] = 0
            counts[counted] += Int64(counted)
            longest = counted
        }
        longest = max(longest, Int(expected))
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
        isRare = gaps < Self.many && !areAlike
        isLearnt = !isRare && (interval != expected || own > 0)
        return min(max(interval, min(expected, Self.bounds.lowerBound)), Self.bounds.upperBound)
    }
}

/// How often a relationship is in contact, learnt from its own gaps; `Documentation/health.md`, "Rhythm".
struct Rhythm {
    /// Days of the year before the clock, the latest first: 0 without contact, 1 with some, 2 if any was theirs, 3 if
    /// somebody answered that or need not.
    private var days = [UInt8](repeating: 0, count: Self.window)
    /// The most of these.
    private var most: UInt8 = 1
    private var counts = [Int64](repeating: 0, count: Self.window)
    /// Gaps up to days on which all that was theirs is still to be answered.
    private var open: [Int] = []
    /// Of the gaps that count, and the longest two of them.
    private var (gaps, sum, longest, second) = (0, 0, 0, 0)

    /// Whether the interval that was taken last is a gap that the record had, of enough, and not only what the setting
    /// expects.
    private(set) var isLearnt = false
    /// The interval that was taken last, before its bounds.
    private(set) var gap: Int64 = 0
    /// Whether there were too few gaps for a rhythm.
    private(set) var isRare = true

    /// Days that are looked at.
    static let window = 365
    /// The least interval unless the setting is less, and the greatest, in days.
    static let bounds: ClosedRange<Int64> = 3...182

    /// By how much the longest gap may be longer than the next one, where the others together are days enough.
    private static let stretch = 4
    private static let enough = 14
    /// So many gaps hold the longest one too.
    private static let plenty = 7
    /// Days in gaps of the setting's that are mixed in, less so many for each gap.
    private static let prior: (days: Int, less: Int) = (60, 6)
    /// So many gaps are a rhythm; two alike, if they are long: a year holds no more once a quarter is missed.
    private static let many = 3
    private static let long = 120

    /// Takes the days of what is worth something and the record's own.
    mutating func add(_ contacts: [Weighed], clock: Int64) {
        var spoken = Int64.max
        for contact in contacts where contact.isOurs && contact.isContact && contact.counts(by: clock) {
            spoken = spoken == .max ? contact.at : max(spoken, contact.at)
        }
        for contact in contacts where contact.counts(by: clock) && clock - contact.at < Span.year {
            let isOpen = contact.isTheirs && !contact.isReply && contact.at > spoken
            add(age: clock - contact.at, isTheirs: contact.isTheirs, isOpen: isOpen)
        }
    }

    /// - Parameters:
    ///   - age: microseconds before the clock, less than a year.
    ///   - isTheirs: they were in contact; where they ever were, nothing else counts.
    ///   - isOpen: nobody has answered it.
    mutating func add(age: Int64, isTheirs: Bool, isOpen: Bool = false) {
        let kind: UInt8 = isTheirs ? (isOpen ? 2 : 3) : 1
        days[Int(age / Span.day)] = max(days[Int(age / Span.day)], kind)
        most = max(most, kind)
    }

    /// The gap, in days, in which half of the time lay in gaps no longer; empty for the next record.
    ///
    /// - Parameter expected: the setting's gap, which young relationships are measured by.
    mutating func takeInterval(expected: Int64) -> Int64 {
        let isExpected = addGaps(expected: Int(expected))
        let prior = Int64(max(Self.prior.days - Self.prior.less * gaps, 0))
        var whole = prior + Int64(sum)
        let areAlike = gaps == 2 && sum >= Self.long && 2 * longest <= 3 * second
        // A long silence is none of its gaps.
        if gaps >= Self.plenty || sum - longest >= Self.enough, longest > Self.stretch * second {
            let counted = Self.stretch * second
            whole -= Int64(longest - counted)
            counts[longest] = 0
            counts[counted] += Int64(counted)
            longest = counted
        }
        longest = max(longest, Int(expected))
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
        isLearnt = !isRare && (interval != expected || isExpected)
        gap = interval
        (gaps, sum, longest, second) = (0, 0, 0, 0)
        return min(max(interval, min(expected, Self.bounds.lowerBound)), Self.bounds.upperBound)
    }

    /// - Returns: whether one of them is as long as the setting's.
    private mutating func addGaps(expected: Int) -> Bool {
        var (last, isOpen, isExpected) = (-1, false, false)
        for day in 0..<Self.window {
            if days[day] >= min(most, 2) {
                if last >= 0 {
                    if day - last == expected { isExpected = true }
                    if isOpen { open.append(day - last) } else { addGap(day - last) }
                }
                (last, isOpen) = (day, days[day] == 2)
            }
            days[day] = 0
        }
        most = 1
        // One sign of life is no rhythm before somebody answers.
        let mostOpen = max(longest, expected)
        for gap in open { addGap(min(gap, mostOpen)) }
        open.removeAll(keepingCapacity: true)
        return isExpected
    }

    private mutating func addGap(_ gap: Int) {
        counts[gap] += Int64(gap)
        (gaps, sum) = (gaps + 1, sum + gap)
        (longest, second) = gap > longest ? (gap, longest) : (longest, max(second, gap))
    }
}

extension Weighed {
    fileprivate func counts(by clock: Int64) -> Bool { worth > 0 && !isBeside && at <= clock }
}

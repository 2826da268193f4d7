/// All mails of one side, asked whether they are a series, as a newsletter without the headers of a list is:
/// `Documentation/health.md`, "Attention".
///
/// That they are many says nothing: who wants something of us writes more often, not evenly, and answers now and then.
struct MailSeries {
    /// Fewer are no series, however even.
    private static let least: Int64 = 13
    /// Between two mails of a series; one gap of ten may be shorter.
    private static let gap = 6 * Span.day
    /// By how much the longest gap may be longer than the average one.
    private static let longest: Int64 = 3

    private var count: Int64 = 0
    private var hasReply = false

    /// Takes note of a mail, in any order.
    mutating func add(_ mail: Weighed) {
        count += 1
        if mail.isReply { hasReply = true }
    }

    /// - Parameter times: of all that were noted, in any order; asked for only where it depends on them.
    func isEven(_ times: () -> [Int64]) -> Bool {
        guard count >= Self.least, !hasReply else { return false }
        let times = times().sorted()
        guard let first = times.first, let last = times.last else { return false }
        let gaps = zip(times.dropFirst(), times).map { $0 - $1 }
        let number = Int64(gaps.count)
        guard 10 * Int64(gaps.count { $0 < Self.gap }) <= number, let longest = gaps.max() else { return false }
        return longest / Span.second * number <= Self.longest * ((last - first) / Span.second)
    }
}

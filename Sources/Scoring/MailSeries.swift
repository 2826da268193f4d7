/// All mails of one sender, asked whether they are a series, as a newsletter without the headers of a list is:
/// `Documentation/health.md`, "What waits".
///
/// That they are many says nothing: who wants something of us writes more often, not evenly, or gives up.
struct MailSeries {
    /// More than these say by themselves that nobody waits; fewer only where we never were in contact.
    static let many: Int64 = 12
    private static let least: Int64 = 4
    /// Seconds from the first to the last.
    private static let span: Int64 = 84 * 86_400

    private var count: Int64 = 0
    private var replies: Int64 = 0
    private var inTouch: Int64 = 0
    private var first = Int64.max
    private var last = Int64.min
    private var longest: Int64 = 0

    /// Takes note of a mail, the oldest first.
    mutating func add(_ mail: Question) {
        guard !mail.isReply else {
            replies += 1
            return
        }
        if count > 0 { longest = max(longest, mail.at - last) }
        count += 1
        if mail.isInTouch { inTouch += 1 }
        first = min(first, mail.at)
        last = max(last, mail.at)
    }

    /// - Parameter isOneWay: nothing ever came from us.
    func isEven(isOneWay: Bool) -> Bool {
        guard count >= Self.least else { return false }
        let whole = (last - first) / Span.second
        guard whole >= Self.span else { return false }
        let gaps = longest / Span.second * (count - 1)
        if count > Self.many, gaps <= 3 * whole, 10 * (replies + inTouch) <= count { return true }
        return isOneWay && replies == 0 && 2 * gaps <= 3 * whole
    }
}

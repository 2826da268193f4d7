/// Mails of theirs after the last contact from us.
struct Unanswered: Hashable {
    /// Who wrote more often than this without an answer sends a series of mails, if we were never in contact or if it
    /// goes on for longer than anybody waits.
    private static let series: Int64 = 12

    /// Those that wait for an answer.
    private(set) var count: Int64 = 0
    private(set) var first = Int64.max
    private(set) var last = Int64.min
    private var hasReply = false

    mutating func add(_ mail: Weighed) {
        count += 1
        first = min(first, mail.at)
        last = max(last, mail.at)
        if mail.isReply { hasReply = true }
    }

    /// One reply to us asks for nothing: it is the answer.
    ///
    /// - Parameter wasEverHeard: whether there was any contact from us before.
    mutating func end(wasEverHeard: Bool) {
        if count > Self.series, !wasEverHeard || last - first > Span.weeks { count = 0 }
        if hasReply, count > 0 { count -= 1 }
    }
}

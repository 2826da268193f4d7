/// Mails of theirs after the last contact from us.
struct Unanswered: Hashable {
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

    /// Leaves out what asks for nothing: one reply to us, which is the answer, and a series, whose sender waits for
    /// nobody.
    mutating func end(isSeries: Bool) {
        if isSeries { count = 0 }
        if hasReply, count > 0 { count -= 1 }
    }
}

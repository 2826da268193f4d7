/// Mails and calls of theirs that wait for our answer at one clock; `Documentation/health.md`, "What waits".
struct Unanswered: Hashable {
    private(set) var count: Int64 = 0
    /// Of these, calls.
    private(set) var calls: Int64 = 0
    private(set) var first = Int64.max
    private(set) var last = Int64.min

    init() {}

    /// - Parameters:
    ///   - questions: in their order.
    ///   - told: when something of ours came last, `Int64.min` where nothing did.
    init(_ questions: [Question], after told: Int64, through clock: Int64) {
        var index = 0
        while index < questions.count {
            let sender = questions[index].sender
            let start = index
            var series = MailSeries()
            while index < questions.count, questions[index].sender == sender {
                if questions[index].at <= clock, !questions[index].isCall { series.add(questions[index]) }
                index += 1
            }
            add(
                questions[start..<index].filter { $0.at > told && $0.at <= clock },
                isSeries: series.isEven(isOneWay: told == .min)
            )
        }
    }

    /// Leaves out what asks for nothing: in each conversation an answer to us, and a series, whose sender waits for
    /// nobody.
    private mutating func add(_ mails: [Question], isSeries: Bool) {
        var begun: Set<UInt32> = []
        for mail in mails {
            guard !mail.isCall else {
                calls += 1
                wait(mail)
                continue
            }
            let isFirst = begun.insert(mail.conversation).inserted
            guard mail.isReply ? !isFirst : !isSeries else { continue }
            wait(mail)
        }
    }

    private mutating func wait(_ question: Question) {
        count += 1
        first = min(first, question.at)
        last = max(last, question.at)
    }
}

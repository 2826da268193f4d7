/// Finds who asked and who answered first in each of a record's conversations.
struct Conversations {
    private struct Mail {
        var conversation: UInt32
        var isOutbound: Bool
        var at: Int64
    }

    private var mails: [Mail] = []

    mutating func add(_ conversation: UInt32, at instant: Int64, isOutbound: Bool) {
        mails.append(Mail(conversation: conversation, isOutbound: isOutbound, at: instant))
    }

    /// Our answers to what they began, and theirs to what we began; empty for the next record.
    ///
    /// Where both sides wrote in the same microsecond, we began.
    mutating func answers(seconds: (_ question: Int64, _ answer: Int64) -> Int64) -> (
        us: Score.Answers, them: Score.Answers
    ) {
        var (us, them) = (Score.Answers(), Score.Answers())
        mails.sort { $0.conversation < $1.conversation }
        var index = 0
        while index < mails.count {
            let conversation = mails[index].conversation
            var (out, back) = (Int64.max, Int64.max)
            while index < mails.count, mails[index].conversation == conversation {
                if mails[index].isOutbound {
                    out = min(out, mails[index].at)
                } else {
                    back = min(back, mails[index].at)
                }
                index += 1
            }
            if out <= back {
                them.add(question: out, answer: back, seconds)
            } else {
                us.add(question: back, answer: out, seconds)
            }
        }
        mails.removeAll(keepingCapacity: true)
        return (us, them)
    }
}

extension Score.Answers {
    fileprivate mutating func add(question: Int64, answer: Int64, _ seconds: (Int64, Int64) -> Int64) {
        asked += 1
        guard answer != .max else { return }
        answered += 1
        self.seconds += seconds(question, answer)
    }
}

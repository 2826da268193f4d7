/// Finds who asked and who answered first in each of a record's conversations.
struct Conversations {
    /// That one side answered what the other began.
    struct Answer: BitwiseCopyable {
        let at: Int64
        let seconds: Int64

        /// 2 within a day, 1 within three, else 0.
        ///
        /// - Parameter day: its seconds, as answers are timed.
        func speed(day: Int64) -> Int64 { seconds <= day ? 2 : seconds <= 3 * day ? 1 : 0 }
    }

    private struct Mail {
        var conversation: UInt32
        var isOutbound: Bool
        var at: Int64
    }

    private var mails: [Mail] = []
    /// Of both sides, of the last record.
    private(set) var answered: [Answer] = []
    /// Of the last record, those in which we wrote, in order.
    private var inTouch: [UInt32] = []

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
        answered.removeAll(keepingCapacity: true)
        inTouch.removeAll(keepingCapacity: true)
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
            let answer = max(out, back)
            let elapsed = answer == .max ? nil : seconds(min(out, back), answer)
            if out <= back { them.add(elapsed) } else { us.add(elapsed) }
            if out != .max { inTouch.append(conversation) }
            if let elapsed { answered.append(Answer(at: answer, seconds: elapsed)) }
        }
        mails.removeAll(keepingCapacity: true)
        return (us, them)
    }

    /// Whether we wrote in a conversation of the last record.
    func isInTouch(_ conversation: UInt32) -> Bool {
        var (low, high) = (0, inTouch.count)
        while low < high {
            let middle = (low + high) / 2
            if inTouch[middle] < conversation { low = middle + 1 } else { high = middle }
        }
        return low < inTouch.count && inTouch[low] == conversation
    }
}

extension Score.Answers {
    /// - Parameter elapsed: seconds until the answer, nil without one.
    fileprivate mutating func add(_ elapsed: Int64?) {
        asked += 1
        guard let elapsed else { return }
        answered += 1
        seconds += elapsed
    }
}

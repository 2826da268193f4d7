import Interactions

extension RecordScorer {
    /// What they asked the record that is being scored, in order.
    var questions: [Question] {
        var questions = contacts.lazy.filter { $0.isQuestion && $0.at <= now }.map { contact in
            let row = history.rows[Int(contact.position)]
            let parts = row.participants.lazy.map { history.parts[$0] }
            let senders = parts.filter { $0.role == .sender && !$0.isInternal }
            return Question(
                at: contact.at,
                sender: senders.map { book.canonicalAddress(of: $0.person) }.min() ?? .max,
                conversation: row.conversation,
                isReply: contact.isReply,
                isCall: contact.kind == .phoneCall,
                isInTouch: row.conversation != 0 && conversations.isInTouch(row.conversation)
            )
        }.sorted(by: Question.isBefore)
        tellAnswered(&questions)
        return questions
    }

    /// Of senders with so many mails that they may be a series: after which of them something of ours reached them,
    /// before they wrote again.
    private func tellAnswered(_ questions: inout [Question]) {
        let senders = Dictionary(grouping: questions.indices.filter { !questions[$0].isCall }) { questions[$0].sender }
            .filter { $0.key != .max && $0.value.count > MailSeries.many }
        guard !senders.isEmpty else { return }
        var reached = senders.mapValues { _ in [Int64]() }
        for contact in contacts where contact.isContact && contact.isOurs && contact.at <= now {
            let row = history.rows[Int(contact.position)]
            for index in row.participants where !history.parts[index].isInternal {
                guard history.parts[index].role.isHeard(in: row.kind) else { continue }
                reached[book.canonicalAddress(of: history.parts[index].person)]?.append(contact.at)
            }
        }
        for (sender, mails) in senders {
            guard let times = reached[sender]?.sorted(), !times.isEmpty else { continue }
            // The next time that the sender wrote, and of ours what is not later.
            var (next, last) = (Int64.max, times.count)
            var following = Int64.min
            for index in mails.reversed() {
                if following > questions[index].at { next = following }
                following = questions[index].at
                while last > 0, times[last - 1] > next { last -= 1 }
                if last > 0, times[last - 1] > questions[index].at { questions[index].isInTouch = true }
            }
        }
    }
}

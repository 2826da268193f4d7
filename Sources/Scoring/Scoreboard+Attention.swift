extension Scoreboard {
    /// What each record needs, told once for each relationship: where a contact explains what its company or sale
    /// needs, the contact's row says it and the other says nothing.
    package func attentions() -> [Attention] {
        var contacts = [Int64](repeating: 0, count: book.personCount)
        for (number, record) in book.records.enumerated() where record.kind == .contact {
            let points = scores[number].attention.points
            for interest in record.interests {
                contacts[Int(interest.person)] = max(contacts[Int(interest.person)], points)
            }
        }
        return zip(book.records, scores).map { record, score in
            var attention = score.attention
            guard record.kind != .contact, attention.points > 0 else { return attention }
            let most = record.interests.map { contacts[Int($0.person)] }.max() ?? 0
            if most >= attention.points { (attention.points, attention.reason) = (0, .none) }
            return attention
        }
    }
}

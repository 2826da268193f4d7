import Interactions

/// What the copies of one interaction say together.
extension StoredContent {
    /// This copy, which speaks for all, with what others alone know of their owners: that one got a mail or an
    /// invitation which does not name him, or not by this address, and what one answered.
    ///
    /// In whatever order they come. Of a private interaction and of a truncated list nobody is added.
    ///
    /// - Parameters:
    ///   - others: of mailboxes; what the CRM says is no owner's.
    ///   - comesBefore: whether one address is listed before another, by their numbers.
    func joined(
        with others: [StoredContent],
        comesBefore: (Int64, Int64) throws -> Bool
    ) rethrows -> StoredContent {
        let closed: Interaction.Flags = [.private, .truncated]
        guard Interaction.Flags(rawValue: flags).isDisjoint(with: closed) else { return self }
        return try (isMail ? self : answered(others)).withUnnamed(others, comesBefore)
    }

    /// Whether somebody answered one thing here and another there.
    func contradictsAnswers(of other: StoredContent) -> Bool {
        let answers = Dictionary(parts.map { ($0.address, $0.response) }) { max($0, $1) }
        return other.parts.contains { part in
            let answer = answers[part.address] ?? 0
            return part.response > 0 && answer > 0 && part.response != answer
        }
    }

    private func withUnnamed(
        _ others: [StoredContent],
        _ comesBefore: (Int64, Int64) throws -> Bool
    ) rethrows -> StoredContent {
        var parts = parts
        var known = Set(parts.map(\.address))
        var added: [ParticipantCoding.Part] = []
        let answers = isMail ? [:] : Self.answers(others, besides: participants)
        for other in others where other.participants != participants {
            for var part in other.parts where part.role == .bcc || part.isAttendee && part.response > 0 {
                guard known.insert(part.address).inserted else { continue }
                part.role = .bcc
                part.response = answers[part.address] ?? part.response
                added.append(part)
            }
        }
        guard !added.isEmpty else { return self }
        let blind = try (parts.filter { $0.role == .bcc } + added).sorted { try comesBefore($0.address, $1.address) }
        parts.removeAll { $0.role == .bcc }
        let place = parts.firstIndex { $0.role.rawValue > Participant.Role.bcc.rawValue } ?? parts.endIndex
        parts.insert(contentsOf: blind, at: place)
        var joined = self
        joined.participants = ParticipantCoding.encode(parts)
        joined.internalCount += added.count(where: \.isInternal)
        joined.externalCount += added.count { !$0.isInternal }
        if direction == Interaction.Direction.internal.rawValue, joined.externalCount > 0 {
            joined.direction = Interaction.Direction.outbound.rawValue
        }
        return joined
    }

    /// What each address answered in copies that say something else.
    private static func answers(_ copies: [StoredContent], besides participants: [UInt8]) -> [Int64: Int] {
        var answers: [Int64: Int] = [:]
        for copy in copies where copy.participants != participants {
            for part in copy.parts where part.response > 0 && part.role != .organizer {
                answers[part.address] = max(answers[part.address] ?? 0, part.response)
            }
        }
        return answers
    }

    private func answered(_ others: [StoredContent]) -> StoredContent {
        let answers = Self.answers(others, besides: participants)
        guard !answers.isEmpty else { return self }
        var joined = self
        joined.participants = ParticipantCoding.encode(
            parts.map { part in
                var part = part
                if part.response == 0, part.role != .organizer { part.response = answers[part.address] ?? 0 }
                return part
            }
        )
        return joined
    }
}

extension ParticipantCoding.Part {
    fileprivate var isAttendee: Bool { role == .requiredAttendee || role == .optionalAttendee }
}

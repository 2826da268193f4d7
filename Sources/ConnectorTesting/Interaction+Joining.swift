import Interactions

extension Interaction {
    /// What a copy says that speaks for all, with what the owners of copies alone can know.
    func joined(with copies: [MemoryCopy]) -> Interaction {
        guard !flags.contains(.private), !flags.contains(.truncated) else { return self }
        let said = copies.flatMap(\.sighting.interaction.participants)
        var all = participants
        func answered(_ one: Participant, as role: Participant.Role) -> Participant {
            let answers = said.filter { $0.address == one.address && $0.role != .organizer }.compactMap(\.response)
            let answer = answers.max { $0.rawValue < $1.rawValue }
            return Participant(role: role, address: one.address, isInternal: one.isInternal, response: answer)
        }
        if kind != .email {
            all = all.map { $0.role == .organizer || $0.response != nil ? $0 : answered($0, as: $0.role) }
        }
        for one in said where !all.contains(where: { $0.address == one.address }) {
            let hasAnswered = [.requiredAttendee, .optionalAttendee].contains(one.role) && one.response != nil
            if one.role == .bcc || hasAnswered { all.append(kind == .email ? one : answered(one, as: .bcc)) }
        }
        let added = all.dropFirst(participants.count)
        let outside = externalCount + added.count { !$0.isInternal }
        var joined = self
        if direction == .internal, outside > 0 { joined.direction = .outbound }
        joined.internalCount += added.count(where: \.isInternal)
        joined.externalCount = outside
        joined.participants =
            added.isEmpty
            ? all
            : all.filter { $0.role.rawValue < Participant.Role.bcc.rawValue }
                + all.filter { $0.role == .bcc }.sorted(by: Participant.comesBefore)
                + all.filter { $0.role.rawValue > Participant.Role.bcc.rawValue }
        return joined
    }
}

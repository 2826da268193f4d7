import Interactions

extension MemoryPersons {
    /// The interaction with persons in place of addresses, nil for a meeting in which somebody met nobody else.
    ///
    /// - Parameter naming: by what a person is named.
    func resolve(
        _ interaction: Interaction,
        by naming: (Participant.Address) -> Participant.Address
    ) -> Interaction? {
        let before = interaction.participants
        let after = before.map { moved($0, in: interaction.kind) }
        let namesOthers =
            interaction.internalCount + interaction.externalCount > 1 || before.contains { $0.role == .resource }
        let isMeeting = interaction.kind == .meeting
        let isTouched =
            isMeeting && before.contains { $0.role == .bcc }
            || before.contains { persons[$0.address] != nil || entries[$0.address] != nil } || after != before
        guard isTouched || namesOthers else { return interaction }
        let old = Self.count(before) { $0 }
        let new = Self.count(after, person)
        let inside = max(0, interaction.internalCount - old.inside + new.inside)
        let outside = max(0, interaction.externalCount - old.outside + new.outside)
        if isMeeting, namesOthers, inside + outside < 2 { return nil }
        guard isTouched else { return interaction }
        var isOurs = interaction.direction != .inbound
        for (index, sender) in before.enumerated() where sender.role == .sender || sender.role == .organizer {
            guard sender.isInternal == isOurs else { continue }
            isOurs = after[index].isInternal
            break
        }
        let isLost = interaction.direction == .outbound && interaction.externalCount == 0
        var resolved = interaction
        resolved.direction = isOurs ? (outside > 0 || isLost ? .outbound : .internal) : .inbound
        resolved.internalCount = inside
        resolved.externalCount = outside
        resolved.participants = named(after, before: before, isMeeting: isMeeting, by: naming)
        return resolved
    }

    private func moved(_ participant: Participant, in kind: Interaction.Kind) -> Participant {
        let entry = entries[participant.address]
        let isInside = entry?.isInside ?? participant.isInternal
        var role = participant.role
        if kind == .meeting {
            let isSeat = [.requiredAttendee, .optionalAttendee, .bcc].contains(role)
            if isSeat, entry?.isResource == true { role = .resource }
            if participant.role == .resource, entry?.isResource.map({ !$0 }) ?? !isInside {
                if case .unreadable = participant.address {} else { role = .requiredAttendee }
            }
        }
        return Participant(
            role: role,
            address: participant.address,
            isInternal: isInside,
            response: participant.response
        )
    }

    private static func count(
        _ participants: [Participant],
        _ person: (Participant.Address) -> Participant.Address
    ) -> (inside: Int, outside: Int) {
        var sides: [Participant.Address: Bool] = [:]
        for participant in participants where participant.role != .resource {
            let one = person(participant.address)
            sides[one] = participant.isInternal || sides[one] == true
        }
        return (sides.values.count { $0 }, sides.values.count { !$0 })
    }

    private func named(
        _ participants: [Participant],
        before: [Participant],
        isMeeting: Bool,
        by naming: (Participant.Address) -> Participant.Address
    ) -> [Participant] {
        let left = participants.filter { participant in
            func isAlso(_ roles: [Participant.Role]) -> Bool {
                participants.contains {
                    roles.contains($0.role) && person($0.address) == person(participant.address)
                        && (participant.role != .bcc || $0.address != participant.address)
                }
            }
            return switch participant.role {
            case .requiredAttendee, .optionalAttendee: !isAlso([.organizer])
            case .bcc:
                !isAlso(isMeeting ? [.organizer, .requiredAttendee, .optionalAttendee] : [.sender, .to, .cc])
            default: true
            }
        }
        let renamed = left.map { participant in
            Participant(
                role: isMeeting && participant.role == .bcc ? .optionalAttendee : participant.role,
                address: naming(participant.address),
                isInternal: participant.isInternal,
                response: isMeeting ? answer(of: participant, among: participants, told: left) : participant.response
            )
        }
        guard renamed != before else { return before }
        var once: [Participant] = []
        for participant in renamed.sorted(by: Participant.comesBefore)
        where once.last?.role != participant.role || once.last?.address != participant.address {
            once.append(participant)
        }
        return once
    }

    /// What somebody answered by any address, and what a list did all of whose members declined.
    private func answer(
        of attendee: Participant,
        among all: [Participant],
        told: [Participant]
    ) -> Participant.Response? {
        guard attendee.role == .requiredAttendee || attendee.role == .optionalAttendee else { return attendee.response }
        let blind = all.filter { $0.role == .bcc && person($0.address) == person(attendee.address) }
        if let answer = attendee.response ?? blind.compactMap(\.response).max(by: { $0.rawValue < $1.rawValue }) {
            return answer
        }
        let members = told.filter { $0.role == .bcc }
        let strangers = told.filter {
            ($0.role == .requiredAttendee || $0.role == .optionalAttendee) && $0.isInternal
                && persons[$0.address] == nil && entries[$0.address] == nil
        }
        let isList =
            !members.isEmpty && members.allSatisfy { $0.response == .declined }
            && Set(strangers.map(\.address)) == [attendee.address] && strangers.allSatisfy { $0.response == nil }
        return isList ? .declined : nil
    }
}

import Interactions

extension StoredContent {
    /// By which of a person's addresses somebody is named.
    enum Naming {
        /// As it is shown: colleagues by their primary address, others by the one that was used.
        case shown
        /// By the one that stands for the person.
        case person
    }

    /// The same with persons in place of addresses: each counted once, on the side where the directory has them, rooms
    /// as nobody.
    ///
    /// Nil for a meeting in which somebody met nobody else.
    func resolved(_ persons: Persons, as naming: Naming) -> StoredContent? {
        guard needsResolving(persons) else { return self }
        let before = parts
        let after = before.map { resolved($0, persons) }
        var content = self
        let (old, new) = (Self.count(before) { $0.address }, Self.count(after) { persons.person($0.address) })
        content.internalCount = max(0, internalCount - old.inside + new.inside)
        content.externalCount = max(0, externalCount - old.outside + new.outside)
        content.direction = direction(from: before, to: after, content).rawValue
        // A private one is its owner's time, whoever else was there, and names nobody.
        let namedOthers = internalCount + externalCount > 1 || before.contains { $0.role == .resource }
        if isMeeting, namedOthers, content.internalCount + content.externalCount < 2 { return nil }
        content.participants = ParticipantCoding.encode(merged(after, persons, naming))
        return content
    }

    private var isMeeting: Bool { kind == Interaction.Kind.meeting.rawValue }

    /// Most name nobody who has several addresses, and are not taken apart.
    private func needsResolving(_ persons: Persons) -> Bool {
        let isLone = internalCount + externalCount < 2
        var needs = false
        ParticipantCoding.forEach(in: participants) { head, address in
            let traits = persons.traits(address)
            if traits.contains(.joined) || traits.contains(head & 8 == 0 ? .inside : .outside) { needs = true }
            guard isMeeting else { return }
            if head >> 4 == Participant.Role.bcc.rawValue {
                needs = true
            } else if head >> 4 == Participant.Role.resource.rawValue {
                if isLone || head & 8 == 0 || traits.contains(.somebody) { needs = true }
            } else if traits.contains(.resource) {
                needs = true
            }
        }
        return needs
    }

    private typealias Part = ParticipantCoding.Part

    /// Everybody who takes part.
    var parts: [ParticipantCoding.Part] {
        var parts: [Part] = []
        ParticipantCoding.forEach(in: participants) { head, address in
            guard let role = Participant.Role(rawValue: head >> 4) else { return }
            parts.append(Part(role: role, isInternal: head & 8 != 0, response: head & 7, address: address))
        }
        return parts
    }

    /// Rooms are what the directory says they are, and else what lies inside and is called one.
    private func resolved(_ part: Part, _ persons: Persons) -> Part {
        var part = part
        let traits = persons.traits(part.address)
        if traits.contains(.inside) { part.isInternal = true }
        if traits.contains(.outside) { part.isInternal = false }
        guard isMeeting else { return part }
        switch part.role {
        case .requiredAttendee, .optionalAttendee, .bcc:
            if traits.contains(.resource) { part.role = .resource }
        case .resource where !traits.contains(.resource) && !traits.contains(.unreadable):
            if traits.contains(.somebody) || !part.isInternal { part.role = .requiredAttendee }
        default: break
        }
        return part
    }

    private static func count(_ parts: [Part], _ person: (Part) -> Int64) -> (inside: Int, outside: Int) {
        let people = parts.filter { $0.role != .resource }
        let inside = Set(people.filter(\.isInternal).map(person))
        return (inside.count, Set(people.filter { !$0.isInternal }.map(person)).subtracting(inside).count)
    }

    private func direction(from before: [Part], to after: [Part], _ content: StoredContent) -> Interaction.Direction {
        guard let known = Interaction.Direction(rawValue: direction) else { return .internal }
        var isOurs = known != .inbound
        let isSender: (Part) -> Bool = { $0.role == .sender || $0.role == .organizer }
        if let sender = before.indices.first(where: { isSender(before[$0]) && before[$0].isInternal == isOurs }) {
            isOurs = after[sender].isInternal
        }
        // Who is gone may have been outside: nobody knows any more.
        let lostOutsiders = known == .outbound && externalCount == 0
        return Interaction.Direction(isOurs: isOurs, reachesOutside: content.externalCount > 0 || lostOutsiders)
    }

    /// Nobody twice in a role, no organizer who is invited, and nobody blindly who is named openly as well; whom an
    /// invitation reached that does not name him may come like an optional attendee.
    private func merged(_ parts: [Part], _ persons: Persons, _ naming: Naming) -> [Part] {
        let organizers = Set(parts.filter { $0.role == .organizer }.map { persons.person($0.address) })
        let open: Set<Participant.Role> =
            isMeeting ? [.organizer, .requiredAttendee, .optionalAttendee] : [.sender, .to, .cc]
        let named = parts.filter { open.contains($0.role) }
        func isOpen(_ part: Part) -> Bool {
            let person = persons.person(part.address)
            return named.contains { $0.address != part.address && persons.person($0.address) == person }
        }
        let unnamed = isMeeting ? parts.filter { $0.role == .bcc && $0.response > 0 } : []
        let answers = Dictionary(unnamed.map { (persons.person($0.address), $0.response) }) { max($0, $1) }
        let reached = isMeeting ? parts.filter { $0.role == .bcc && !isOpen($0) } : []
        let invited = named.filter { $0.role != .organizer && !organizers.contains(persons.person($0.address)) }
        let declining = decliningList(through: invited, to: reached, persons)
        var merged: [Part] = []
        for var part in parts {
            let person = persons.person(part.address)
            switch part.role {
            case .requiredAttendee, .optionalAttendee:
                if organizers.contains(person) { continue }
                if part.response == 0 { part.response = answers[person] ?? 0 }
                if part.address == declining { part.response = Self.declined }
            case .bcc:
                if isOpen(part) { continue }
                if isMeeting { part.role = .optionalAttendee }
            default: break
            }
            part.address = naming == .shown ? persons.shown(part.address) : person
            if let known = merged.firstIndex(where: { $0.role == part.role && $0.address == part.address }) {
                merged[known].response = max(merged[known].response, part.response)
            } else {
                merged.append(part)
            }
        }
        return merged
    }

    private static let declined = Participant.Response.declined.rawValue + 1

    /// The list through which an invitation came that everybody declined whom it reached, so that it takes part as
    /// little as they do.
    ///
    /// Something that is named has brought it to them: it is the list if it is the only one of us whom nobody knows.
    private func decliningList(through invited: [Part], to reached: [Part], _ persons: Persons) -> Int64? {
        guard !reached.isEmpty, reached.allSatisfy({ $0.response == Self.declined }) else { return nil }
        let known: Persons.Traits = [.inside, .outside, .joined]
        let unknown = invited.filter { $0.isInternal && persons.traits($0.address).isDisjoint(with: known) }
        let isSilent = unknown.allSatisfy { $0.response == 0 }
        return isSilent && Set(unknown.map(\.address)).count == 1 ? unknown.first?.address : nil
    }
}

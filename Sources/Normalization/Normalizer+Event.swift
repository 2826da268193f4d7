import Connector
import Interactions

extension Normalizer {
    func normalize(_ event: SourceEvent, mailbox: Mailbox) -> Normalized {
        guard !event.isCancelled else { return .filtered(.cancelled) }
        guard let start = event.start, event.end != nil else { return .filtered(.noTime) }
        let times = MeetingTime(start: start, end: event.end, originalStart: event.originalStart)
        let time = event.isAllDay ? times.dates : times
        let owner = owner(of: mailbox, named: event.ownerAddresses)
        var people = ParticipantList(domains: domains, identity: identity)
        let named = people.address(event.organizer).flatMap { $0.isReadable ? $0 : nil }
        // Only own calendars are read, so that a meeting that nobody called for is its owner's.
        let organizer = named ?? .smtp(owner.address)

        // Only the organizer's copy knows what everybody answered; another knows its owner's answer, if there is one.
        let rank: Sighting.Rank = named.map(owner.has) ?? false ? .own : .received
        people.add(.organizer, organizer, response: rank == .own ? .organizer : nil)
        let groups: [(Participant.Role, [SourceEvent.Attendee])] = [
            (.requiredAttendee, event.required), (.optionalAttendee, event.optional), (.resource, event.resources),
        ]
        for (role, attendees) in groups {
            for attendee in attendees {
                for address in people.addresses(attendee.address)
                where address != organizer && !(owner.has(address) && owner.has(organizer)) {
                    let isOwner = owner.has(address)
                    let answer = isOwner && attendee.response == .none ? event.invitation ?? .none : attendee.response
                    let isKnown = rank == .own || isOwner && answer != .none
                    people.add(role, address, response: isKnown ? answer : nil)
                }
            }
        }
        // Through a list, or one of many who are hidden; he is told as an optional attendee, see
        // `StoredContent.resolved`.
        if let answer = event.invitation, !people.contains(where: owner.has) {
            people.add(.bcc, .smtp(owner.address), response: answer == .none ? nil : answer)
        }
        let isPrivate = event.sensitivity == .private || event.sensitivity == .confidential
        // Of a private one nobody is kept of whom the directory could say whether he is a room.
        let isWithOthers = isPrivate ? people.internalCount + people.externalCount > 1 : people.areSeveral
        guard isWithOthers else { return .filtered(.loneAppointment) }

        var flags: Interaction.Flags = []
        if event.isAllDay { flags.insert(.allDay) }
        let occurrence = occurrence(of: event.uid, at: time, isRecurring: event.isRecurring)
        if event.isRecurring || occurrence != nil { flags.insert(.recurring) }
        let id =
            meetingID(uid: event.uid, occurrence: occurrence)
            ?? InteractionID(
                identity(
                    .meetingWithoutUID,
                    organizer.text,
                    String((occurrence ?? time.start).microseconds),
                    String((time.end ?? time.start).microseconds)
                )
            )
        guard !isPrivate else {
            return timeOnly(
                id,
                kind: .meeting,
                occurredAt: time.start,
                durationSeconds: time.seconds,
                flags: flags,
                owner: owner
            )
        }
        let list = listed(people)
        let interaction = Interaction(
            id: id,
            kind: .meeting,
            direction: direction(from: organizer, in: people),
            occurredAt: time.start,
            durationSeconds: time.seconds,
            flags: flags.union(list.flags),
            internalCount: people.internalCount,
            externalCount: people.externalCount,
            subject: subject(event.subject),
            participants: list.participants
        )
        return .interaction(interaction, rank: rank)
    }

    /// Where the rule of its series puts a meeting, nil if it is no occurrence.
    ///
    /// Who was invited to one occurrence alone has an item that says nothing of a series; but its UID has a date in it.
    func occurrence(of uid: String?, at time: MeetingTime, isRecurring: Bool) -> Timestamp? {
        if let originalStart = time.originalStart { return originalStart }
        if let date = uid.flatMap(MeetingUID.occurrenceDate) { return time.start.moved(to: date) }
        return isRecurring ? time.start : nil
    }

    /// An occurrence keeps its identity when it is moved, because its series' rule still puts it where it did; a single
    /// meeting keeps it because nothing but the UID is in it.
    ///
    /// Nil without a UID.
    func meetingID(uid: String?, occurrence: Timestamp?) -> InteractionID? {
        guard let uid = uid.flatMap(MeetingUID.canonical) else { return nil }
        guard let occurrence else { return InteractionID(identity(.meeting, uid)) }
        return InteractionID(identity(.meeting, uid, String(occurrence.microseconds)))
    }
}

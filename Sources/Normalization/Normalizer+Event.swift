import Connector
import Interactions

extension Normalizer {
    func normalize(_ event: SourceEvent, mailbox: Mailbox) -> Normalized {
        let event = event.withDates
        guard !event.isCancelled else { return .filtered(.cancelled) }
        guard let start = event.start, let end = event.end else { return .filtered(.noTime) }
        var people = ParticipantList(domains: domains)
        guard let organizer = people.address(event.organizer) else { return .filtered(.noSender) }

        // Only the organizer's copy knows what everybody answered.
        let rank: Sighting.Rank = organizer == .smtp(mailbox.address) ? .own : .received
        people.add(.organizer, organizer, response: rank == .own ? .organizer : nil)
        let groups: [(Participant.Role, [SourceEvent.Attendee])] = [
            (.requiredAttendee, event.required), (.optionalAttendee, event.optional), (.resource, event.resources),
        ]
        for (role, attendees) in groups {
            for attendee in attendees {
                guard let address = people.address(attendee.address), address != organizer else { continue }
                people.add(role, address, response: rank == .own ? attendee.response : nil)
            }
        }
        guard people.internalCount + people.externalCount > 1 else { return .filtered(.loneAppointment) }

        var flags: Interaction.Flags = []
        if event.isAllDay { flags.insert(.allDay) }
        if event.isRecurring { flags.insert(.recurring) }
        let duration = max(0, Int(end.duration(since: start).components.seconds))
        let id = meetingID(event, organizer: organizer, start: start, end: end)
        guard event.sensitivity != .private && event.sensitivity != .confidential else {
            return timeOnly(
                id,
                kind: .meeting,
                occurredAt: start,
                durationSeconds: duration,
                flags: flags,
                owner: mailbox
            )
        }
        let list = listed(people)
        let interaction = Interaction(
            id: id,
            kind: .meeting,
            direction: direction(from: organizer, in: people),
            occurredAt: start,
            durationSeconds: duration,
            flags: flags.union(list.flags),
            internalCount: people.internalCount,
            externalCount: people.externalCount,
            subject: subject(event.subject),
            participants: list.participants
        )
        return .interaction(interaction, rank: rank)
    }

    /// An occurrence keeps its identity when it is moved: what counts is where its rule puts it.
    private func meetingID(
        _ event: SourceEvent,
        organizer: Participant.Address,
        start: Timestamp,
        end: Timestamp
    ) -> InteractionID {
        let occurrence = String((event.originalStart ?? start).microseconds)
        if let uid = event.uid.flatMap(MeetingUID.canonical) {
            return InteractionID(identity(.meeting, uid, occurrence))
        }
        return InteractionID(
            identity(.meetingWithoutUID, organizer.text, occurrence, String(end.microseconds))
        )
    }
}

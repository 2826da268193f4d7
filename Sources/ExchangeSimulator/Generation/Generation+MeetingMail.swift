/// The mails that a meeting causes.
extension Generation {
    /// Invitations, answers and cancellations; those of years ahead are written before `now` all the same.
    mutating func announce(_ meeting: Meeting) {
        let event = meeting.event
        guard random.chance(70), event.created < now else { return }
        conversations += 1
        let details = SimulatedMessage.Meeting(
            uid: event.uid,
            start: event.start,
            end: event.end,
            location: event.location,
            isAllDay: event.isAllDay
        )
        let guests = meeting.guests.map(\.speaker)
        let request = tell(event.subject, .meetingRequest, meeting.organizer, to: guests, at: event.created, details)
        for guest in meeting.guests where guest.role != .resource {
            let (prefix, kind): (String, SimulatedMessage.Kind)
            switch guest.response {
            case .accept: (prefix, kind) = ("Accepted: ", .meetingAccepted)
            case .tentative: (prefix, kind) = ("Tentative: ", .meetingTentative)
            case .decline: (prefix, kind) = ("Declined: ", .meetingDeclined)
            case .unknown, .organizer, .noResponse: continue
            }
            let at = hours[guest.speaker.hours].answer(to: event.created, &random)
            guard at < now else { continue }
            _ = tell(prefix + event.subject, kind, guest.speaker, to: [meeting.organizer], at: at, details, request)
        }
        if meeting.isCancelled {
            let at = min(event.created + 7_200, now - 1)
            _ = tell(
                "Canceled: " + event.subject,
                .meetingCancelled,
                meeting.organizer,
                to: guests,
                at: at,
                details,
                request
            )
        }
    }

    private mutating func tell(
        _ subject: String,
        _ kind: SimulatedMessage.Kind,
        _ author: Speaker,
        to recipients: [Speaker],
        at: Int,
        _ meeting: SimulatedMessage.Meeting,
        _ request: MessageNumber? = nil
    ) -> MessageNumber? {
        var message = SimulatedMessage(
            kind: kind,
            subject: subject,
            messageID: messageID(of: author),
            from: author.party,
            to: recipients.map(\.party),
            sent: at,
            conversation: conversations,
            answers: request,
            size: 9_000
        )
        message.meeting = meeting
        var places: [(box: Int, folder: FolderNumber)] = []
        if let box = author.box { places.append((box, rooms[box].sent)) }
        for recipient in recipients {
            guard let box = recipient.box else { continue }
            // Outlook deletes invitations when they are answered; resources delete them always.
            let isKept = kind != .meetingRequest || box < employees.count && random.chance(30)
            places.append((box, isKept ? rooms[box].inbox : rooms[box].deleted))
        }
        return places.isEmpty ? nil : post(message, to: places)
    }
}

/// Meetings, each calendar's copy in other words.
extension PeopleInTheMaking {
    struct Meeting {
        let uid: String
        var start: Int
        let organizer: Int
        var guests: [Int]
        var hasRoom = false
        var isThroughList = false
    }

    mutating func meet(at time: Int) {
        let isOurs = random.chance(60)
        let organizer = (isOurs ? random.pick(owners) : random.pick(outside)) ?? owners[0]
        var guests = isOurs ? some(outside, upTo: 2) : some(owners, upTo: 2)
        guests += some(owners.filter { $0 != organizer && !guests.contains($0) }, upTo: 2)
        var meeting = Meeting(uid: uid(), start: time, organizer: organizer, guests: guests)
        meeting.hasRoom = isOurs && random.chance(40)
        switch random.below(10) {
        case 4...5 where isOurs: return meetWeekly(meeting)
        case 0: return meetOneself(meeting)
        case 1: return cancel(meeting)
        case 2 where isOurs: return move(meeting)
        case 3: meeting.isThroughList = true
        default: break
        }
        for owner in [organizer] + guests where owners.contains(owner) { put(copy(of: meeting), into: owner) }
        if meeting.isThroughList, let hidden = owners.prefix(3).first(where: { !([organizer] + guests).contains($0) }) {
            var event = copy(of: meeting)
            event.myResponse = .accept
            put(event, into: hidden)
            note(meeting, hidden: [hidden])
        } else {
            note(meeting)
        }
        if random.chance(30) {
            trackMeeting(meeting.uid, at: meeting.start, organizer: organizer, guests: guests)
        }
    }

    mutating func copy(of meeting: Meeting) -> SimulatedEvent {
        var event = SimulatedEvent(
            uid: meeting.uid,
            subject: "Meeting",
            organizer: written(meeting.organizer),
            start: meeting.start,
            end: meeting.start + 1_800,
            timeZone: "Europe/Berlin",
            created: meeting.start - 5 * 86_400
        )
        event.attendees = meeting.guests.map {
            SimulatedEvent.Attendee(written($0), role: random.chance(30) ? .optional : .required)
        }
        if meeting.isThroughList { event.attendees.append(.init(written(list))) }
        // Many an invitation calls a room somebody.
        if meeting.hasRoom {
            event.attendees.append(.init(written(room), role: random.chance(50) ? .required : .resource))
        }
        event.myResponse = .accept
        return event
    }

    private mutating func uid() -> String {
        let digits = String(random.next(), radix: 16, uppercase: true)
        return "040000008200E00074C5B7101A82E008" + String(repeating: "0", count: 48 - digits.utf8.count) + digits
    }

    mutating func note(_ meeting: Meeting, hidden: [Int] = []) {
        truth.contacts.append(
            PeopleTruth.Contact(
                isMeeting: true,
                at: meeting.start,
                from: meeting.organizer,
                openly: Set(meeting.guests + hidden + (meeting.isThroughList ? [list] : [])),
                blindly: [],
                rooms: meeting.hasRoom ? [room] : [],
                isAutomated: false,
                isBulk: false
            )
        )
    }

    /// Nobody but its organizer, by another of his addresses.
    private mutating func meetOneself(_ meeting: Meeting) {
        let alone = Meeting(uid: meeting.uid, start: meeting.start, organizer: owners[0], guests: [owners[0]])
        put(copy(of: alone), into: owners[0])
    }

    private mutating func cancel(_ meeting: Meeting) {
        for owner in [meeting.organizer] + meeting.guests where owners.contains(owner) {
            var event = copy(of: meeting)
            event.isCancelled = true
            put(event, into: owner)
        }
    }

    /// The organizer has it at another time; who was invited did not hear of it.
    private mutating func move(_ meeting: Meeting) {
        for owner in meeting.guests where owners.contains(owner) { put(copy(of: meeting), into: owner) }
        var moved = meeting
        moved.start += 86_400
        var event = copy(of: moved)
        event.organizer = known(meeting.organizer)
        event.modified += 3_600
        event.myResponse = .organizer
        put(event, into: meeting.organizer)
        note(moved)
    }
}

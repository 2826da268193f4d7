/// A meeting of three weeks: the second one was moved and not everybody heard of it, the third one has a guest who
/// knows nothing of the others.
extension PeopleInTheMaking {
    private static let week = 7 * 86_400

    /// - Parameter meeting: the last of them.
    mutating func meetWeekly(_ meeting: Meeting) {
        let starts = [2, 1, 0].map { meeting.start - $0 * Self.week }
        let moved = starts[1] + 86_400
        let known = [meeting.organizer] + meeting.guests
        let guest = owners.first { !known.contains($0) }
        var series = meeting
        series.start = starts[0]
        for owner in meeting.guests where owners.contains(owner) { put(weekly(series), into: owner) }

        var original = weekly(series)
        original.organizer = self.known(meeting.organizer)
        original.myResponse = .organizer
        original.modified += 3_600
        original.exceptions[starts[1]] = .init(start: moved, end: moved + 1_800)
        var last = meeting
        if let guest {
            last.guests.append(guest)
            let attendees = original.attendees + [SimulatedEvent.Attendee(written(guest))]
            original.exceptions[starts[2]] = .init(start: starts[2], end: starts[2] + 1_800, attendees: attendees)
            var alone = copy(of: last)
            alone.uid = Self.dated(meeting.uid, at: starts[2])
            put(alone, into: guest)
        }
        put(original, into: meeting.organizer)

        note(series)
        series.start = moved
        note(series)
        note(last)
        if random.chance(50) {
            trackMeeting(
                random.chance(50) ? meeting.uid : Self.dated(meeting.uid, at: starts[1]),
                at: random.chance(50) ? moved : starts[1],
                originalStart: starts[1],
                organizer: meeting.organizer,
                guests: meeting.guests
            )
        }
    }

    private mutating func weekly(_ meeting: Meeting) -> SimulatedEvent {
        var event = copy(of: meeting)
        event.recurrence = RecurrenceRule(
            pattern: .daily(interval: 7),
            start: Self.day(of: meeting.start),
            end: .count(3)
        )
        return event
    }

    private static func day(of time: Int) -> CivilDay {
        (ZoneRules(identifier: "Europe/Berlin") ?? .utc).local(at: time).day
    }

    /// The UID of one occurrence: the date is in bytes 16 to 19.
    private static func dated(_ uid: String, at time: Int) -> String {
        let (year, month, day) = day(of: time).components
        let digits = [year >> 8, year & 255, month, day].map {
            ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true)
        }
        return uid.prefix(32) + digits.joined() + uid.dropFirst(40)
    }
}

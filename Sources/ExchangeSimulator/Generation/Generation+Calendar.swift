/// Calendars: appointments, meetings and series from a year back to a year ahead.
extension Generation {
    /// A meeting as all who take part know it; each calendar's copy is made of it.
    struct Meeting {
        var event: SimulatedEvent
        let organizer: Speaker
        var guests: [Guest]
        /// Cancelled by the organizer after it was announced.
        let isCancelled: Bool

        struct Guest {
            let speaker: Speaker
            let role: SimulatedEvent.Role
            let response: SimulatedEvent.Response
        }
    }

    mutating func fillCalendars() {
        guard itemsPerUser > 0 else { return }
        // A calendar of more entries would be a machine's.
        let share = min(max(itemsPerUser / 14, 3), 400)
        for focus in employees.indices {
            guard let box = employees[focus].box else { continue }
            while itemsPerUser - rooms[box].remaining < share, rooms[box].remaining > 0 { plan(for: focus) }
        }
    }

    private mutating func plan(for focus: Int) {
        let me = employees[focus]
        let zone = random.chance(15) ? random.pick(WindowsZone.representatives) : nil
        let home = zone.flatMap(ZoneRules.init(identifier:)) ?? hours[me.hours].zone
        var event = blank(in: home, organizer: me.party)
        switch random.below(100) {
        case 0..<8:
            event.subject = "Focus time"
        case 8..<14:
            makeAllDay(&event, in: home)
            event.subject = random.pick(["Urlaub", "Out of office", "Conference", "Birthday"]) ?? ""
            event.availability = .away
        case 14..<17:
            event.subject = "Birthday"
            makeAllDay(&event, in: home)
            let day = home.local(at: event.start).day
            let (_, month, number) = day.components
            event.recurrence = RecurrenceRule(
                pattern: .absoluteYearly(month: month, day: number),
                start: day,
                end: .never
            )
        case 17..<20:
            event.subject = "Doctor"
            event.sensitivity = .personalPrivate
        default:
            return meet(focus, event, in: home)
        }
        event.availability = event.isAllDay ? event.availability : .busy
        if let box = me.box { enter(event, in: box) }
    }

    private mutating func meet(_ focus: Int, _ blank: SimulatedEvent, in zone: ZoneRules) {
        let me = employees[focus]
        var event = blank
        var organizer = me
        var speakers: [Speaker] = []
        let isForeign = random.chance(12)
        let company = (focus * 7 + random.below(5)) % outsiders.count
        if isForeign, let outsider = random.pick(outsiders[company]) {
            organizer = outsider
            event.organizer = outsider.party
            event.uid = foreignUID(organisation.companies[company].domain)
            speakers = [me]
        } else if random.chance(35) {
            random.pick(outsiders[company]).map { speakers.append($0) }
        }
        for _ in 0..<random.within(speakers.isEmpty ? 1...6 : 0...3) {
            colleague(of: focus).map { speakers.append($0) }
        }
        speakers = distinct(speakers, except: [organizer])
        guard !speakers.isEmpty else { return }
        event.subject = random.pick(Vocabulary.meetingTopics) ?? ""
        if random.chance(6) { makeAllDay(&event, in: zone) }
        if random.chance(3) { event.sensitivity = random.chance(50) ? .personalPrivate : .confidential }
        if random.chance(30) { makeSeries(&event, in: zone) }

        var guests = speakers.enumerated().map { index, speaker in
            Meeting.Guest(speaker: speaker, role: index < 3 ? .required : .optional, response: response(to: event))
        }
        if !isForeign, random.chance(40), let room = random.pick(meetingRooms) {
            guests.append(Meeting.Guest(speaker: room, role: .resource, response: .accept))
            event.location = organisation.rooms.first { state.party(of: $0) == room.party }?.displayName ?? ""
        }
        if !isForeign, random.chance(5), let tool = random.pick(equipment) {
            guests.append(Meeting.Guest(speaker: tool, role: .resource, response: .accept))
        }
        let meeting = Meeting(event: event, organizer: organizer, guests: guests, isCancelled: random.chance(6))
        enter(meeting)
        announce(meeting)
    }

    // MARK: Copies

    /// Organizer and guests each get a copy; only the organizer's knows who answered what.
    private mutating func enter(_ meeting: Meeting) {
        var original = meeting.event
        original.attendees = meeting.guests.map { guest in
            SimulatedEvent.Attendee(
                guest.speaker.party,
                role: guest.role,
                response: guest.response,
                responded: guest.response == .noResponse ? nil : original.created + 3_600
            )
        }
        // A cancelled meeting leaves the organizer's calendar at once and the guests' when they say so.
        if !meeting.isCancelled, let box = meeting.organizer.box { enter(original, in: box) }
        for guest in meeting.guests {
            guard let box = guest.speaker.box, guest.response != .decline else { continue }
            var copy = original
            copy.attendees = meeting.guests.map {
                SimulatedEvent.Attendee($0.speaker.party, role: $0.role, response: .unknown)
            }
            copy.myResponse = guest.response
            copy.availability = guest.response == .accept ? .busy : .tentative
            if guest.role == .resource {
                // Rooms show who meets, not why.
                let organizer = state.parties[meeting.organizer.party]
                copy.subject = organizer.name
            }
            if meeting.isCancelled {
                guard random.chance(50) else { continue }
                copy.isCancelled = true
                copy.subject = "Canceled: " + copy.subject
                copy.sequence += 1
                copy.availability = .free
            } else if copy.recurrence != nil, random.chance(10), let original = someOccurrence(of: copy) {
                // Taken out of this calendar only.
                copy.exceptions[original] = nil
                copy.deleted.insert(original)
            }
            enter(copy, in: box)
        }
    }

    private mutating func response(to event: SimulatedEvent) -> SimulatedEvent.Response {
        switch random.below(100) {
        case 0..<70: .accept
        case 70..<80: .tentative
        case 80..<88: .decline
        default: .noResponse
        }
    }

    // MARK: When

    private mutating func blank(in zone: ZoneRules, organizer: PartyNumber) -> SimulatedEvent {
        let today = now / Self.secondsPerDay
        var day = CivilDay(number: today + random.within(-380...380))
        if day.weekday == 0 || day.weekday == 6, random.chance(90) { day = CivilDay(number: day.number + 2) }
        let quarter = random.within(8 * 4...17 * 4)
        let length = [900, 1_800, 1_800, 3_600, 3_600, 3_600, 5_400, 7_200][random.below(8)]
        let start = zone.instant(of: day, secondOfDay: quarter * 900)
        let created = min(start, now) - random.within(1...30) * Self.secondsPerDay
        return SimulatedEvent(
            uid: globalObjectID(created: created),
            subject: "",
            organizer: organizer,
            start: start,
            end: zone.instant(of: day, secondOfDay: quarter * 900 + length),
            timeZone: zone.identifier,
            created: created
        )
    }

    private mutating func makeAllDay(_ event: inout SimulatedEvent, in zone: ZoneRules) {
        let day = zone.local(at: event.start).day
        event.isAllDay = true
        event.start = zone.instant(of: day)
        event.end = zone.instant(of: CivilDay(number: day.number + (random.chance(70) ? 1 : random.within(2...10))))
        event.availability = .free
    }

    /// Repeats the event, and changes, takes out and cancels some of its occurrences.
    private mutating func makeSeries(_ event: inout SimulatedEvent, in zone: ZoneRules) {
        let (day, second) = zone.local(at: event.start)
        let (_, month, number) = day.components
        let pattern: RecurrenceRule.Pattern =
            switch random.below(100) {
            case 0..<12: .daily(interval: random.within(1...3))
            case 12..<55:
                .weekly(interval: random.within(1...2), weekdays: [day.weekday], firstWeekday: random.below(2))
            case 55..<65: .weekly(interval: 1, weekdays: [1, 3, 5], firstWeekday: 1)
            case 65..<75: .absoluteMonthly(interval: 1, day: random.chance(30) ? 31 : number)
            case 75..<85: .relativeMonthly(interval: 1, ordinal: random.within(1...5), weekdays: [day.weekday])
            case 85..<90: .relativeMonthly(interval: 1, ordinal: 5, weekdays: [1, 2, 3, 4, 5])
            case 90..<95: .absoluteYearly(month: month, day: number)
            default: .relativeYearly(month: month, ordinal: 5, weekdays: [day.weekday])
            }
        let end: OccurrenceSeries.End =
            switch random.below(3) {
            case 0: .count(random.within(3...40))
            case 1: .date(CivilDay(number: day.number + random.within(60...500)))
            default: .never
            }
        var rule = RecurrenceRule(pattern: pattern, start: day, end: end)
        rule.start = rule.days[0]
        let length = event.end - event.start
        let last = zone.local(at: event.end)
        let localLength = (last.day.number - day.number) * Self.secondsPerDay + last.secondOfDay - second
        event.start = zone.instant(of: rule.start, secondOfDay: second)
        event.end = zone.instant(of: rule.start, secondOfDay: second + localLength)
        event.recurrence = rule

        for _ in 0..<random.below(4) {
            guard let original = someOccurrence(of: event) else { continue }
            if random.chance(40) {
                event.deleted.insert(original)
                event.exceptions[original] = nil
            } else if !event.deleted.contains(original) {
                let moved = event.isAllDay ? 0 : random.within(-8...24) * 900
                var exception = SimulatedEvent.Exception(start: original + moved, end: original + moved + length)
                if random.chance(30) { exception.location = "Online" }
                exception.isCancelled = random.chance(10)
                event.exceptions[original] = exception
            }
        }
    }

    /// The original start of one of the first occurrences.
    private mutating func someOccurrence(of event: SimulatedEvent) -> Int? {
        guard let rule = event.recurrence, let zone = ZoneRules(identifier: event.timeZone) else { return nil }
        let index = random.below(12)
        let day = rule.days[index]
        switch rule.end {
        case .count(let count) where index >= count: return nil
        case .date(let last) where day > last: return nil
        default: return zone.instant(of: day, secondOfDay: zone.local(at: event.start).secondOfDay)
        }
    }

    // MARK: Names

    /// MS-OXOCAL 2.2.1.27: class, no date, creation time, eight zeros, size and sixteen bytes of data.
    private mutating func globalObjectID(created: Int) -> String {
        var text = Array("040000008200E00074C5B7101A82E00800000000".utf8)
        let ticks = UInt64(created + 11_644_473_600) * 10_000_000
        Self.append(ticks.byteSwapped, to: &text)
        text += "000000000000000010000000".utf8
        Self.append(names.next(), to: &text)
        Self.append(names.next(), to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func foreignUID(_ domain: String) -> String {
        var text: [UInt8] = []
        Self.append(names.next(), to: &text)
        return String(decoding: text, as: UTF8.self).lowercased() + "@" + domain
    }
}

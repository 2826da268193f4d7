extension TenantConstruction {
    mutating func addMeetings(_ sources: [Strict<TenantFile.Meeting>]) throws {
        for (index, entry) in sources.enumerated() {
            let (source, path) = (entry.value, "meetings[\(index)]")
            guard meetings[source.uid] == nil else { throw TenantFileError(path + ".uid", "is another meeting's") }
            let event = try event(of: source, path)
            meetings[source.uid] = SimulatedMessage.Meeting(
                uid: source.uid,
                start: event.start,
                end: event.end,
                location: event.location,
                isAllDay: event.isAllDay
            )
            try enter(event, isCancelled: source.isCancelled ?? false, path)
        }
    }

    // MARK: Copies

    /// The organizer's copy knows the answers and has lost what was cancelled; the others' copies are marked instead.
    private mutating func enter(_ event: SimulatedEvent, isCancelled: Bool, _ path: String) throws {
        if !isCancelled {
            var own = event
            for (original, exception) in event.exceptions where exception.isCancelled {
                own.exceptions[original] = nil
                own.deleted.insert(original)
            }
            try enter(own, of: event.organizer)
        }
        for attendee in event.attendees where attendee.response != .decline {
            var copy = event
            for index in copy.attendees.indices {
                copy.attendees[index].response = .unknown
                copy.attendees[index].responded = nil
            }
            copy.myResponse = attendee.response
            copy.availability = attendee.response == .accept ? .busy : .tentative
            copy.isCancelled = isCancelled
            try enter(copy, of: attendee.party)
        }
    }

    /// Does nothing for those who have no calendar here.
    private mutating func enter(_ event: SimulatedEvent, of party: PartyNumber) throws {
        guard let address = state.parties[party].address, let mailbox = state.mailbox(of: address),
            let calendar = state[mailbox].number(of: .calendar)
        else { return }
        state.add(event, to: calendar, of: mailbox)
        truth.saw(event, in: state[mailbox].owner)
    }

    // MARK: Content

    private mutating func event(of source: TenantFile.Meeting, _ path: String) throws -> SimulatedEvent {
        guard let zone = ZoneRules(identifier: source.timeZone) else {
            throw TenantFileError(path + ".timeZone", "is not known")
        }
        let start = try Self.instant(source.start, in: zone, path + ".start")
        let end = try Self.instant(source.end, in: zone, path + ".end")
        guard start <= end else { throw TenantFileError(path + ".end", "is before the start") }
        var event = SimulatedEvent(
            uid: source.uid,
            subject: source.subject,
            organizer: try party(source.organizer, path + ".organizer"),
            start: start,
            end: end,
            timeZone: source.timeZone,
            created: min(start, state.now) - 7 * 86_400
        )
        event.location = source.location ?? ""
        event.isAllDay = !source.start.contains("T")
        event.sensitivity = try Self.sensitivity(source.sensitivity, path + ".sensitivity")
        for (index, attendee) in (source.attendees ?? []).enumerated() {
            event.attendees.append(
                try self.attendee(attendee.value, created: event.created, "\(path).attendees[\(index)]")
            )
        }
        if let recurrence = source.recurrence?.value {
            let day = zone.local(at: start).day
            event.recurrence = try recurrence.rule(start: day, path + ".recurrence")
            guard event.recurrence?.days[0] == day else {
                throw TenantFileError(path + ".start", "is not a day of the recurrence")
            }
        }
        try change(&event, as: source, zone, path)
        return event
    }

    private mutating func attendee(
        _ source: TenantFile.Attendee,
        created: Int,
        _ path: String
    ) throws -> SimulatedEvent.Attendee {
        let role: SimulatedEvent.Role =
            switch source.role {
            case nil: .required
            case "optional": .optional
            case "resource": .resource
            default: throw TenantFileError(path + ".role", "is neither optional nor resource")
            }
        let response = source.response ?? .noResponse
        return SimulatedEvent.Attendee(
            try party(source.address, path + ".address"),
            role: role,
            response: response,
            responded: response == .noResponse ? nil : created + 3_600
        )
    }

    private func change(
        _ event: inout SimulatedEvent,
        as source: TenantFile.Meeting,
        _ zone: ZoneRules,
        _ path: String
    ) throws {
        let starts = OriginalStarts(of: event, in: zone)
        for (index, text) in (source.deleted ?? []).enumerated() {
            event.deleted.insert(try starts.check(text, "\(path).deleted[\(index)]"))
        }
        for (index, entry) in (source.exceptions ?? []).enumerated() {
            let (exception, path) = (entry.value, "\(path).exceptions[\(index)]")
            let original = try starts.check(exception.original, path + ".original")
            let start = try exception.start.map { try Self.instant($0, in: zone, path + ".start") } ?? original
            event.exceptions[original] = SimulatedEvent.Exception(
                start: start,
                end: try exception.end.map { try Self.instant($0, in: zone, path + ".end") }
                    ?? start + event.end - event.start,
                subject: exception.subject,
                location: exception.location,
                isCancelled: exception.isCancelled ?? false
            )
        }
    }

    /// Finds out whether a local time is one at which the rule puts an occurrence.
    private struct OriginalStarts {
        let rule: RecurrenceRule?
        let zone: ZoneRules
        let secondOfDay: Int

        init(of event: SimulatedEvent, in zone: ZoneRules) {
            rule = event.recurrence
            self.zone = zone
            secondOfDay = zone.local(at: event.start).secondOfDay
        }

        func check(_ text: String, _ path: String) throws -> Int {
            let instant = try TenantConstruction.instant(text, in: zone, path)
            guard let rule else { throw TenantFileError(path, "the meeting is not a series") }
            let series = OccurrenceSeries(
                days: rule.days,
                end: rule.end,
                zone: zone,
                startOfDay: secondOfDay,
                endOfDay: secondOfDay
            )
            guard series.index(ofOriginalStart: instant) != nil else {
                throw TenantFileError(path, "the series has no occurrence then")
            }
            return instant
        }
    }
}

/// An event as it is shown: a single one, the master of a series, or one occurrence with what differs in it.
struct EventInstance: Sendable {
    let event: SimulatedEvent
    /// Nil for a single event and for a master.
    let occurrence: OccurrenceSeries.Occurrence?
    let start: Int
    let end: Int
    let subject: String
    let location: String
    let attendees: [SimulatedEvent.Attendee]
    let isCancelled: Bool

    init(_ event: SimulatedEvent, occurrence: OccurrenceSeries.Occurrence? = nil) {
        self.event = event
        self.occurrence = occurrence
        let exception = occurrence.flatMap { event.exceptions[$0.originalStart] }
        start = occurrence?.start ?? event.start
        end = occurrence?.end ?? event.end
        subject = exception?.subject ?? event.subject
        location = exception?.location ?? event.location
        attendees = exception?.attendees ?? event.attendees
        isCancelled = event.isCancelled || exception?.isCancelled ?? false
    }

    /// The value of `CalendarItemType`.
    var type: String {
        guard let occurrence else { return event.recurrence == nil ? "Single" : "RecurringMaster" }
        return occurrence.isException ? "Exception" : "Occurrence"
    }
}

extension SimulatedEvent {
    /// The occurrences of a series; nil for a single event.
    ///
    /// - Parameter zone: Rules of `timeZone`.
    func series(in zone: ZoneRules) -> OccurrenceSeries? {
        guard let recurrence else { return nil }
        var changes: [Int: OccurrenceSeries.Change] = [:]
        for (originalStart, exception) in exceptions {
            changes[originalStart] = .modified(start: exception.start, end: exception.end)
        }
        for originalStart in deleted { changes[originalStart] = .deleted }
        let (startDay, startOfDay) = zone.local(at: start)
        let (endDay, endOfDay) = zone.local(at: end)
        return OccurrenceSeries(
            days: recurrence.days,
            end: recurrence.end,
            zone: zone,
            startOfDay: startOfDay,
            endOfDay: endOfDay + (endDay.number - startDay.number) * 86_400,
            changes: changes
        )
    }
}

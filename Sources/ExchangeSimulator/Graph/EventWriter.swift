/// Writes events of one mailbox with what a client has selected.
struct EventWriter: Sendable {
    let view: GraphMailbox
    let selection: EventSelection

    /// Writes a whole entity.
    ///
    /// - Parameter context: For an answer that is nothing but this entity.
    func write(_ entry: CalendarEntry, context: String? = nil, into out: inout JSONOutput) {
        out.object { out in
            if let context { out.member("@odata.context", context) }
            open(entry, into: &out)
            for property in EventProperty.allCases where selection.contains(property) {
                write(property, of: entry, into: &out)
            }
        }
    }

    /// Writes what a delta tells of an occurrence that is as its series says.
    func writeStub(_ entry: CalendarEntry, into out: inout JSONOutput) {
        out.object { out in
            out.member("@odata.type", "#microsoft.graph.event")
            open(entry, into: &out)
            for property in [EventProperty.seriesMasterId, .type, .start, .end] {
                write(property, of: entry, into: &out)
            }
        }
    }

    /// Writes that an event is not in the window any more.
    func writeRemoval(_ number: ItemNumber, occurrence: Int? = nil, into out: inout JSONOutput) {
        out.object { out in
            out.member("@odata.type", "#microsoft.graph.event")
            out.member("id", view.ids.text(number, occurrence: occurrence))
            out.key("@removed")
            out.object { $0.member("reason", "deleted") }
        }
    }

    private func open(_ entry: CalendarEntry, into out: inout JSONOutput) {
        out.member("@odata.etag", "W/\"\(MessageWriter.changeKey(entry.item))\"")
        out.member("id", view.ids.text(entry.number, occurrence: entry.instance.occurrence?.originalStart))
    }

    private func write(_ property: EventProperty, of entry: CalendarEntry, into out: inout JSONOutput) {
        let event = entry.instance.event
        switch property {
        case .createdDateTime: out.member("createdDateTime", instant: event.created)
        case .lastModifiedDateTime: out.member("lastModifiedDateTime", instant: event.modified)
        case .changeKey: out.member("changeKey", MessageWriter.changeKey(entry.item))
        case .categories:
            out.key("categories")
            out.array { out in
                for category in event.categories { out.string(category) }
            }
        case .transactionId: out.member("transactionId", nil)
        case .originalStartTimeZone: out.member("originalStartTimeZone", Self.zone(of: event))
        case .originalEndTimeZone: out.member("originalEndTimeZone", Self.zone(of: event))
        case .reminderMinutesBeforeStart: out.member("reminderMinutesBeforeStart", 15)
        case .isReminderOn: out.member("isReminderOn", !event.isAllDay)
        case .hasAttachments: out.member("hasAttachments", false)
        case .subject: out.member("subject", entry.instance.subject)
        case .bodyPreview: out.member("bodyPreview", Self.text)
        case .importance: out.member("importance", event.importance.name.lowercased())
        case .sensitivity: out.member("sensitivity", event.sensitivity.name.lowercased())
        case .showAs: out.member("showAs", event.availability.word)
        case .webLink: out.member("webLink", "https://outlook.office365.com/owa/?path=/calendar/item")
        case .onlineMeetingUrl: out.member("onlineMeetingUrl", nil)
        case .isOnlineMeeting: out.member("isOnlineMeeting", false)
        case .onlineMeetingProvider: out.member("onlineMeetingProvider", "unknown")
        case .onlineMeeting:
            out.key("onlineMeeting")
            out.null()
        case .body:
            out.key("body")
            out.object { out in
                out.member("contentType", "text")
                out.member("content", Self.text)
            }
        default: writeMeetingPart(property, of: entry, into: &out)
        }
    }

    private func writeMeetingPart(_ property: EventProperty, of entry: CalendarEntry, into out: inout JSONOutput) {
        let instance = entry.instance
        let event = instance.event
        switch property {
        case .iCalUId: out.member("iCalUId", Self.uid(of: instance, in: view.state))
        case .originalStart:
            guard let occurrence = instance.occurrence else { return }
            out.member("originalStart", instant: occurrence.originalStart)
        case .isAllDay: out.member("isAllDay", event.isAllDay)
        case .isCancelled: out.member("isCancelled", instance.isCancelled)
        case .isOrganizer: out.member("isOrganizer", event.organizer == view.owner)
        case .responseRequested: out.member("responseRequested", true)
        case .seriesMasterId:
            out.member("seriesMasterId", instance.occurrence == nil ? nil : view.ids.text(entry.number))
        case .type: out.member("type", instance.graphType)
        case .allowNewTimeProposals: out.member("allowNewTimeProposals", true)
        case .isDraft: out.member("isDraft", false)
        case .hideAttendees: out.member("hideAttendees", false)
        case .recurrence: writeRecurrence(of: instance, into: &out)
        case .responseStatus: writeStatus("responseStatus", event.isMeeting ? event.myResponse : .unknown, into: &out)
        case .start: write("start", of: event, instance.start, into: &out)
        case .end: write("end", of: event, instance.end, into: &out)
        case .location:
            out.key("location")
            writeLocation(instance.location, into: &out)
        case .locations:
            out.key("locations")
            out.array { out in
                if !instance.location.isEmpty { writeLocation(instance.location, into: &out) }
            }
        case .attendees: writeAttendees(instance, into: &out)
        case .organizer:
            out.key("organizer")
            out.object { writeAddress(event.organizer, into: &$0) }
        default: return
        }
    }

    /// A `dateTimeTimeZone` in UTC; all-day events have the dates that their own zone has, at midnight.
    private func write(_ name: StaticString, of event: SimulatedEvent, _ instant: Int, into out: inout JSONOutput) {
        let zone = view.state.zones[event.timeZone] ?? .utc
        let shown = event.isAllDay ? instant + zone.offset(at: instant) : instant
        out.key(name)
        out.object { out in
            out.member("dateTime", JSONOutput.dateTime(shown).dropLast() + ".0000000")
            out.member("timeZone", "UTC")
        }
    }

    private func writeLocation(_ name: String, into out: inout JSONOutput) {
        out.object { out in
            out.member("displayName", name)
            out.member("locationType", "default")
            if !name.isEmpty { out.member("uniqueId", name) }
            out.member("uniqueIdType", name.isEmpty ? "unknown" : "private")
        }
    }

    private static func zone(of event: SimulatedEvent) -> String {
        WindowsZone.id(forIANA: event.timeZone) ?? "tzone://Microsoft/Custom"
    }

    private static let text = "This body is simulated."
}

extension EventInstance {
    /// The value of `type`.
    fileprivate var graphType: String {
        guard let occurrence else { return event.recurrence == nil ? "singleInstance" : "seriesMaster" }
        return occurrence.isException ? "exception" : "occurrence"
    }
}

extension SimulatedEvent.Availability {
    /// The value of `showAs`.
    fileprivate var word: String {
        switch self {
        case .free: "free"
        case .tentative: "tentative"
        case .busy: "busy"
        case .away: "oof"
        case .elsewhere: "workingElsewhere"
        }
    }
}

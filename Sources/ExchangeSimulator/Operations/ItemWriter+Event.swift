extension ItemWriter {
    func write(
        _ property: ItemProperty,
        of instance: EventInstance,
        _ number: ItemNumber,
        _ item: StoredItem,
        into out: inout XMLOutput
    ) {
        let event = instance.event
        switch property {
        case .parentFolder: writeFolderID("ParentFolderId", FolderNumber(value: item.folder), into: &out)
        case .itemClass:
            let isOccurrence = instance.occurrence != nil
            write("ItemClass", isOccurrence ? "IPM.Appointment.Occurrence" : "IPM.Appointment", into: &out)
        case .subject: write("Subject", instance.subject, into: &out)
        case .sensitivity: write("Sensitivity", event.sensitivity.name, into: &out)
        case .body: write("Body BodyType=\"Text\"", "Body", "This body is simulated.", into: &out)
        case .received: write("DateTimeReceived", instant: event.created, into: &out)
        case .size: write("Size", integer: 4_096 + 128 * instance.attendees.count, into: &out)
        case .categories: writeCategories(event.categories, into: &out)
        case .importance: write("Importance", event.importance.name, into: &out)
        case .isSubmitted: write("IsSubmitted", false, into: &out)
        case .isDraft: write("IsDraft", false, into: &out)
        case .isFromMe: write("IsFromMe", false, into: &out)
        case .isResend: write("IsResend", false, into: &out)
        case .isUnmodified: write("IsUnmodified", false, into: &out)
        case .sent: write("DateTimeSent", instant: event.created, into: &out)
        case .created: write("DateTimeCreated", instant: event.created, into: &out)
        case .reminderIsSet: write("ReminderIsSet", !event.isAllDay, into: &out)
        case .displayTo: write("DisplayTo", namesOf: parties(instance, .required)[...], into: &out)
        case .displayCc: write("DisplayCc", namesOf: parties(instance, .optional)[...], into: &out)
        case .hasAttachments: write("HasAttachments", false, into: &out)
        case .culture: write("Culture", "en-US", into: &out)
        case .lastModifiedName: writeLastModifiedName(into: &out)
        case .lastModified: write("LastModifiedTime", instant: event.modified, into: &out)
        case .isAssociated: write("IsAssociated", false, into: &out)
        default: writeCalendarPart(property, of: instance, number, item, into: &out)
        }
    }

    private func writeCalendarPart(
        _ property: ItemProperty,
        of instance: EventInstance,
        _ number: ItemNumber,
        _ item: StoredItem,
        into out: inout XMLOutput
    ) {
        let event = instance.event
        switch property {
        case .uid: write("UID", event.uid, into: &out)
        case .recurrenceID:
            if let occurrence = instance.occurrence {
                write("RecurrenceId", instant: occurrence.originalStart, into: &out)
            }
        case .stamp: write("DateTimeStamp", instant: event.modified, into: &out)
        case .start: write("Start", instant: instance.start, into: &out)
        case .end: write("End", instant: instance.end, into: &out)
        case .originalStart:
            if let occurrence = instance.occurrence {
                write("OriginalStart", instant: occurrence.originalStart, into: &out)
            }
        case .isAllDay: write("IsAllDayEvent", event.isAllDay, into: &out)
        case .freeBusy: write("LegacyFreeBusyStatus", event.availability.rawValue, into: &out)
        case .location: if !instance.location.isEmpty { write("Location", instance.location, into: &out) }
        case .isMeeting: write("IsMeeting", event.isMeeting, into: &out)
        case .isCancelled: write("IsCancelled", instance.isCancelled, into: &out)
        case .isRecurring: write("IsRecurring", instance.occurrence != nil, into: &out)
        case .requestWasSent: write("MeetingRequestWasSent", event.isMeeting, into: &out)
        case .calendarIsResponseRequested: write("IsResponseRequested", true, into: &out)
        case .calendarItemType: write("CalendarItemType", instance.type, into: &out)
        case .myResponse:
            write("MyResponseType", (event.isMeeting ? event.myResponse : .unknown).rawValue, into: &out)
        case .organizer: write("Organizer", party: event.organizer.value, into: &out)
        case .requiredAttendees: writeAttendees("RequiredAttendees", attendees(instance, .required), into: &out)
        case .optionalAttendees: writeAttendees("OptionalAttendees", attendees(instance, .optional), into: &out)
        case .resources: writeAttendees("Resources", attendees(instance, .resource), into: &out)
        case .duration: writeDuration(instance.end - instance.start, into: &out)
        case .timeZone: write("TimeZone", windowsZone(of: event), into: &out)
        case .sequenceNumber: write("AppointmentSequenceNumber", integer: event.sequence, into: &out)
        case .appointmentState:
            // Bits of MS-OXOCAL 2.2.1.10: meeting, received, cancelled.
            let received = event.isMeeting && event.organizer != owner
            let state = (event.isMeeting ? 1 : 0) + (received ? 2 : 0) + (instance.isCancelled ? 4 : 0)
            write("AppointmentState", integer: state, into: &out)
        case .isOrganizer: write("IsOrganizer", event.organizer == owner, into: &out)
        case .startTimeZone: writeTimeZone("StartTimeZone", of: event, into: &out)
        case .endTimeZone: writeTimeZone("EndTimeZone", of: event, into: &out)
        default:
            guard instance.occurrence == nil else { return }
            writeSeriesPart(property, of: instance.event, number, item, into: &out)
        }
    }

    /// Writes an ISO 8601 duration as Exchange does: `PT30M`, `PT1H`, `P1D`.
    func writeDuration(_ seconds: Int, into out: inout XMLOutput) {
        let minutes = max(seconds, 0) / 60
        var text = "P"
        if minutes >= 1_440 { text += "\(minutes / 1_440)D" }
        let rest = minutes % 1_440
        if rest > 0 || minutes == 0 {
            text += "T"
            if rest >= 60 { text += "\(rest / 60)H" }
            if !rest.isMultiple(of: 60) || minutes == 0 { text += "\(rest % 60)M" }
        }
        write("Duration", text, into: &out)
    }

    func writeAttendees(_ tag: StaticString, _ attendees: [SimulatedEvent.Attendee], into out: inout XMLOutput) {
        guard !attendees.isEmpty else { return }
        out.raw("<t:")
        out.raw(tag)
        out.raw(">")
        for attendee in attendees {
            out.raw("<t:Attendee>")
            state.parties[attendee.party].writeMailbox(addressForm, into: &out)
            write("ResponseType", attendee.response.rawValue, into: &out)
            if let responded = attendee.responded { write("LastResponseTime", instant: responded, into: &out) }
            out.raw("</t:Attendee>")
        }
        out.raw("</t:")
        out.raw(tag)
        out.raw(">")
    }

    private func attendees(_ instance: EventInstance, _ role: SimulatedEvent.Role) -> [SimulatedEvent.Attendee] {
        let list = instance.attendees.filter { $0.role == role }
        guard instance.event.organizer != owner else { return list }
        // How the others answered is known to the organizer alone (MS-OXWSMTGS R139, R141).
        return list.map { attendee in
            let isOwn = attendee.party == owner
            return SimulatedEvent.Attendee(
                attendee.party,
                role: role,
                response: isOwn ? instance.event.myResponse : .unknown,
                responded: nil
            )
        }
    }

    private func parties(_ instance: EventInstance, _ role: SimulatedEvent.Role) -> [PartyNumber] {
        instance.attendees.filter { $0.role == role }.map(\.party)
    }

    private func windowsZone(of event: SimulatedEvent) -> String {
        WindowsZone.id(forIANA: event.timeZone) ?? "tzone://Microsoft/Custom"
    }

    private func writeTimeZone(_ tag: StaticString, of event: SimulatedEvent, into out: inout XMLOutput) {
        guard let rules = state.zones[event.timeZone] else { return }
        TimeZoneDefinition(rules: rules, around: event.start).write(tag, id: windowsZone(of: event), into: &out)
    }
}

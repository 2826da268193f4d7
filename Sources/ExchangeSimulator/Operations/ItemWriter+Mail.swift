extension ItemWriter {
    func write(
        _ property: ItemProperty,
        of row: MessageTable.Row,
        _ number: ItemNumber,
        _ item: StoredItem,
        into out: inout XMLOutput
    ) {
        switch property {
        case .parentFolder: writeFolderID("ParentFolderId", FolderNumber(value: item.folder), into: &out)
        case .itemClass: write("ItemClass", row.kind.itemClass, into: &out)
        case .subject:
            out.raw("<t:Subject>")
            write(row.subject, into: &out)
            out.raw("</t:Subject>")
        case .sensitivity: write("Sensitivity", row.sensitivity.name, into: &out)
        case .body: write("Body BodyType=\"Text\"", "Body", "This body is simulated.", into: &out)
        case .received: write("DateTimeReceived", instant: Int(item.received), into: &out)
        case .size: write("Size", integer: Int(row.size), into: &out)
        case .categories: writeCategories(rare(row, item)?.categories ?? [], into: &out)
        case .importance: write("Importance", row.importance.name, into: &out)
        case .inReplyTo: writeInReplyTo(row, item, into: &out)
        case .isSubmitted: write("IsSubmitted", false, into: &out)
        case .isDraft: write("IsDraft", item.flags.contains(.draft), into: &out)
        case .isFromMe: write("IsFromMe", row.from == owner?.value, into: &out)
        case .isResend, .isUnmodified: write(property == .isResend ? "IsResend" : "IsUnmodified", false, into: &out)
        case .internetHeaders: writeHeaders(row, into: &out)
        case .sent: write("DateTimeSent", instant: Int(row.sent), into: &out)
        case .created: write("DateTimeCreated", instant: Int(item.received), into: &out)
        case .reminderIsSet: write("ReminderIsSet", false, into: &out)
        case .displayCc: write("DisplayCc", namesOf: recipients(row).cc, into: &out)
        case .displayTo: write("DisplayTo", namesOf: recipients(row).to, into: &out)
        case .hasAttachments: write("HasAttachments", row.hasAttachments, into: &out)
        case .extended: writeExtended(row, number, item, into: &out)
        case .culture: write("Culture", "en-US", into: &out)
        case .lastModifiedName: writeLastModifiedName(into: &out)
        case .lastModified: write("LastModifiedTime", instant: Int(item.modified), into: &out)
        case .isAssociated: write("IsAssociated", item.flags.contains(.hidden), into: &out)
        case .conversation: writeConversation(row.conversation, into: &out)
        case .preview: write("Preview", "This body is simulated.", into: &out)
        default: writeMessagePart(property, of: row, item, into: &out)
        }
    }

    private func writeMessagePart(
        _ property: ItemProperty,
        of row: MessageTable.Row,
        _ item: StoredItem,
        into out: inout XMLOutput
    ) {
        switch property {
        case .sender: write("Sender", party: row.sender == MessageTable.none ? row.from : row.sender, into: &out)
        case .to: write("ToRecipients", parties: recipients(row).to, into: &out)
        case .cc: write("CcRecipients", parties: recipients(row).cc, into: &out)
        case .bcc:
            // Only who sent a mail sees its blind copies.
            if row.from == owner?.value { write("BccRecipients", parties: recipients(row).bcc, into: &out) }
        case .isReadReceiptRequested: write("IsReadReceiptRequested", false, into: &out)
        case .isDeliveryReceiptRequested: write("IsDeliveryReceiptRequested", false, into: &out)
        case .conversationIndex:
            out.raw("<t:ConversationIndex>")
            out.raw(Base64.encode(state.messages.conversationIndex(of: item.content)))
            out.raw("</t:ConversationIndex>")
        case .conversationTopic: write("ConversationTopic", topic(row), into: &out)
        case .from: write("From", party: row.from, into: &out)
        case .messageID:
            guard row.messageID.count > 0 else { return }
            out.raw("<t:InternetMessageId>")
            write(row.messageID, into: &out)
            out.raw("</t:InternetMessageId>")
        case .isRead: write("IsRead", item.flags.contains(.read), into: &out)
        case .isResponseRequested: write("IsResponseRequested", row.kind == .meetingRequest, into: &out)
        case .references: writeReferences(row, item, into: &out)
        case .replyTo: write("ReplyTo", parties: (rare(row, item)?.replyTo ?? [])[...], into: &out)
        case .receivedBy, .receivedRepresenting:
            // A sender's own copy was received by nobody.
            guard row.from != owner?.value, let owner else { return }
            write(property == .receivedBy ? "ReceivedBy" : "ReceivedRepresenting", party: owner.value, into: &out)
        default: writeMeetingPart(property, of: row, item, into: &out)
        }
    }

    private func writeMeetingPart(
        _ property: ItemProperty,
        of row: MessageTable.Row,
        _ item: StoredItem,
        into out: inout XMLOutput
    ) {
        guard let meeting = rare(row, item)?.meeting else { return }
        switch property {
        case .isDelegated: write("IsDelegated", false, into: &out)
        case .isOutOfDate: write("IsOutOfDate", false, into: &out)
        case .hasBeenProcessed: write("HasBeenProcessed", true, into: &out)
        case .responseType: write("ResponseType", row.kind.response.rawValue, into: &out)
        case .uid: write("UID", meeting.uid, into: &out)
        case .stamp: write("DateTimeStamp", instant: Int(row.sent), into: &out)
        case .isOrganizer:
            write("IsOrganizer", row.kind != .meetingCancelled && row.kind != .meetingRequest, into: &out)
        case .meetingRequestType: write("MeetingRequestType", "NewMeetingRequest", into: &out)
        case .intendedFreeBusy: write("IntendedFreeBusyStatus", "Busy", into: &out)
        case .start: write("Start", instant: meeting.start, into: &out)
        case .end: write("End", instant: meeting.end, into: &out)
        case .isAllDay: write("IsAllDayEvent", meeting.isAllDay, into: &out)
        case .freeBusy: write("LegacyFreeBusyStatus", "Tentative", into: &out)
        case .location: if !meeting.location.isEmpty { write("Location", meeting.location, into: &out) }
        case .isMeeting: write("IsMeeting", true, into: &out)
        case .isCancelled: write("IsCancelled", false, into: &out)
        case .isRecurring: write("IsRecurring", false, into: &out)
        case .requestWasSent: write("MeetingRequestWasSent", true, into: &out)
        case .calendarItemType: write("CalendarItemType", "Single", into: &out)
        case .myResponse: write("MyResponseType", "NoResponseReceived", into: &out)
        case .organizer: write("Organizer", party: row.from, into: &out)
        case .requiredAttendees: writeAttendees("RequiredAttendees", recipients(row).to, into: &out)
        case .optionalAttendees: writeAttendees("OptionalAttendees", recipients(row).cc, into: &out)
        case .duration: writeDuration(meeting.end - meeting.start, into: &out)
        default: return
        }
    }

    private func writeAttendees(_ tag: StaticString, _ parties: ArraySlice<PartyNumber>, into out: inout XMLOutput) {
        writeAttendees(tag, parties.map { SimulatedEvent.Attendee($0, response: .unknown) }, into: &out)
    }

    func write(_ openTag: StaticString, _ closeTag: StaticString, _ text: StaticString, into out: inout XMLOutput) {
        out.raw("<t:")
        out.raw(openTag)
        out.raw(">")
        out.raw(text)
        out.raw("</t:")
        out.raw(closeTag)
        out.raw(">")
    }

    func writeCategories(_ categories: [String], into out: inout XMLOutput) {
        guard !categories.isEmpty else { return }
        out.raw("<t:Categories>")
        for category in categories { write("String", category, into: &out) }
        out.raw("</t:Categories>")
    }

    func writeLastModifiedName(into out: inout XMLOutput) {
        guard let owner else { return }
        write("LastModifiedName", state.parties[owner].name, into: &out)
    }

    private func writeConversation(_ conversation: UInt32, into out: inout XMLOutput) {
        out.raw("<t:ConversationId Id=\"")
        ids.write(Identifier(conversation: conversation), into: &out)
        out.raw("\"/>")
    }
}

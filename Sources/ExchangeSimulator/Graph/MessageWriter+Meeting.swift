/// What an `eventMessage` says besides.
///
/// <https://learn.microsoft.com/graph/api/resources/eventmessage>
extension MessageWriter {
    func writeMeeting(
        _ property: MessageProperty,
        of row: MessageTable.Row,
        _ item: StoredItem,
        into out: inout JSONOutput
    ) {
        guard let type = row.kind.meetingMessageType, let meeting = rare(row, item)?.meeting else { return }
        switch property {
        case .meetingMessageType: out.member("meetingMessageType", type)
        case .type: out.member("type", "singleInstance")
        case .startDateTime: write("startDateTime", meeting.start, into: &out)
        case .endDateTime: write("endDateTime", meeting.end, into: &out)
        case .location:
            out.key("location")
            out.object { $0.member("displayName", meeting.location) }
        case .isAllDay: out.member("isAllDay", meeting.isAllDay)
        case .isOutOfDate: out.member("isOutOfDate", false)
        case .isDelegated: out.member("isDelegated", false)
        case .meetingRequestType:
            if row.kind == .meetingRequest { out.member("meetingRequestType", "newMeetingRequest") }
        case .responseType: if let response = row.kind.responseType { out.member("responseType", response) }
        default: return
        }
    }

    /// A `dateTimeTimeZone` in UTC.
    private func write(_ name: StaticString, _ instant: Int, into out: inout JSONOutput) {
        out.key(name)
        out.object { out in
            out.member("dateTime", JSONOutput.dateTime(instant).dropLast() + ".0000000")
            out.member("timeZone", "UTC")
        }
    }
}

/// The words of Graph for what mails are.
extension SimulatedMessage.Kind {
    /// Without the namespace.
    var entityType: String {
        switch self {
        case .meetingRequest: "eventMessageRequest"
        case .meetingAccepted, .meetingTentative, .meetingDeclined: "eventMessageResponse"
        case .meetingCancelled: "eventMessage"
        case .note, .signedNote, .nonDeliveryReport, .readReceipt, .post, .sharing: "message"
        }
    }

    /// Nil for what is no eventMessage.
    var meetingMessageType: String? {
        switch self {
        case .meetingRequest: "meetingRequest"
        case .meetingAccepted: "meetingAccepted"
        // The vendor's spelling.
        case .meetingTentative: "meetingTenativelyAccepted"
        case .meetingDeclined: "meetingDeclined"
        case .meetingCancelled: "meetingCancelled"
        case .note, .signedNote, .nonDeliveryReport, .readReceipt, .post, .sharing: nil
        }
    }

    var responseType: String? {
        switch self {
        case .meetingAccepted: "accepted"
        case .meetingTentative: "tentativelyAccepted"
        case .meetingDeclined: "declined"
        default: nil
        }
    }
}

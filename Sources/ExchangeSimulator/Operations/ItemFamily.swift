/// The elements that stand for items, each with its own order of properties, which the schema fixes.
enum ItemFamily: Int, CaseIterable, Sendable {
    case message, meetingRequest, meetingResponse, meetingCancellation, post, calendarItem

    init(_ kind: SimulatedMessage.Kind) {
        switch kind {
        case .note, .signedNote, .nonDeliveryReport, .readReceipt, .sharing: self = .message
        case .meetingRequest: self = .meetingRequest
        case .meetingAccepted, .meetingTentative, .meetingDeclined: self = .meetingResponse
        case .meetingCancelled: self = .meetingCancellation
        case .post: self = .post
        }
    }

    var openTag: StaticString {
        switch self {
        case .message: "<t:Message>"
        case .meetingRequest: "<t:MeetingRequest>"
        case .meetingResponse: "<t:MeetingResponse>"
        case .meetingCancellation: "<t:MeetingCancellation>"
        case .post: "<t:PostItem>"
        case .calendarItem: "<t:CalendarItem>"
        }
    }

    var closeTag: StaticString {
        switch self {
        case .message: "</t:Message>"
        case .meetingRequest: "</t:MeetingRequest>"
        case .meetingResponse: "</t:MeetingResponse>"
        case .meetingCancellation: "</t:MeetingCancellation>"
        case .post: "</t:PostItem>"
        case .calendarItem: "</t:CalendarItem>"
        }
    }

    /// In the order of the schema's sequences (`types.xsd`).
    var properties: [ItemProperty] {
        switch self {
        case .message: Self.itemPart + Self.mailPart
        case .meetingRequest: Self.itemPart + Self.mailPart + Self.meetingMessagePart + Self.meetingRequestPart
        case .meetingResponse, .meetingCancellation:
            Self.itemPart + Self.mailPart + Self.meetingMessagePart + [.start, .end, .location]
        case .post:
            Self.itemPart + [.conversationIndex, .conversationTopic, .from, .messageID, .isRead, .references, .sender]
        case .calendarItem: Self.itemPart + Self.calendarPart
        }
    }

    private static let itemPart: [ItemProperty] = [
        .parentFolder, .itemClass, .subject, .sensitivity, .body, .received, .size, .categories, .importance,
        .inReplyTo, .isSubmitted, .isDraft, .isFromMe, .isResend, .isUnmodified, .internetHeaders, .sent, .created,
        .reminderIsSet, .displayCc, .displayTo, .hasAttachments, .extended, .culture, .lastModifiedName, .lastModified,
        .isAssociated, .conversation, .preview,
    ]

    private static let mailPart: [ItemProperty] = [
        .sender, .to, .cc, .bcc, .isReadReceiptRequested, .isDeliveryReceiptRequested, .conversationIndex,
        .conversationTopic, .from, .messageID, .isRead, .isResponseRequested, .references, .replyTo, .receivedBy,
        .receivedRepresenting,
    ]

    private static let meetingMessagePart: [ItemProperty] = [
        .isDelegated, .isOutOfDate, .hasBeenProcessed, .responseType, .uid, .stamp, .isOrganizer,
    ]

    private static let meetingRequestPart: [ItemProperty] = [
        .meetingRequestType, .intendedFreeBusy, .start, .end, .isAllDay, .freeBusy, .location, .isMeeting, .isCancelled,
        .isRecurring, .requestWasSent, .calendarItemType, .myResponse, .organizer, .requiredAttendees,
        .optionalAttendees, .duration,
    ]

    private static let calendarPart: [ItemProperty] = [
        .uid, .recurrenceID, .stamp, .start, .end, .originalStart, .isAllDay, .freeBusy, .location, .isMeeting,
        .isCancelled, .isRecurring, .requestWasSent, .calendarIsResponseRequested, .calendarItemType, .myResponse,
        .organizer, .requiredAttendees, .optionalAttendees, .resources, .duration, .timeZone, .sequenceNumber,
        .appointmentState, .recurrence, .firstOccurrence, .lastOccurrence, .modifiedOccurrences, .deletedOccurrences,
        .startTimeZone, .endTimeZone, .isOrganizer,
    ]
}

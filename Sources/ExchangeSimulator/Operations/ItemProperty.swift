/// A property of items that the simulator knows; the raw value is its field URI.
///
/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/fielduri>
enum ItemProperty: String, Hashable, Sendable, CaseIterable {
    /// Written before the item's id and therefore in no list of a family.
    case mime = "item:MimeContent"
    case parentFolder = "item:ParentFolderId"
    case itemClass = "item:ItemClass"
    case subject = "item:Subject"
    case sensitivity = "item:Sensitivity"
    case body = "item:Body"
    case received = "item:DateTimeReceived"
    case size = "item:Size"
    case categories = "item:Categories"
    case importance = "item:Importance"
    case inReplyTo = "item:InReplyTo"
    case isSubmitted = "item:IsSubmitted"
    case isDraft = "item:IsDraft"
    case isFromMe = "item:IsFromMe"
    case isResend = "item:IsResend"
    case isUnmodified = "item:IsUnmodified"
    case internetHeaders = "item:InternetMessageHeaders"
    case sent = "item:DateTimeSent"
    case created = "item:DateTimeCreated"
    case reminderIsSet = "item:ReminderIsSet"
    case displayCc = "item:DisplayCc"
    case displayTo = "item:DisplayTo"
    case hasAttachments = "item:HasAttachments"
    /// Not one property: the place where all extended properties stand.
    case extended = ""
    case culture = "item:Culture"
    case lastModifiedName = "item:LastModifiedName"
    case lastModified = "item:LastModifiedTime"
    case isAssociated = "item:IsAssociated"
    case conversation = "item:ConversationId"
    case preview = "item:Preview"

    case sender = "message:Sender"
    case to = "message:ToRecipients"
    case cc = "message:CcRecipients"
    case bcc = "message:BccRecipients"
    case isReadReceiptRequested = "message:IsReadReceiptRequested"
    case isDeliveryReceiptRequested = "message:IsDeliveryReceiptRequested"
    case conversationIndex = "message:ConversationIndex"
    case conversationTopic = "message:ConversationTopic"
    case from = "message:From"
    case messageID = "message:InternetMessageId"
    case isRead = "message:IsRead"
    case isResponseRequested = "message:IsResponseRequested"
    case references = "message:References"
    case replyTo = "message:ReplyTo"
    case receivedBy = "message:ReceivedBy"
    case receivedRepresenting = "message:ReceivedRepresenting"

    case isDelegated = "meeting:IsDelegated"
    case isOutOfDate = "meeting:IsOutOfDate"
    case hasBeenProcessed = "meeting:HasBeenProcessed"
    case responseType = "meeting:ResponseType"
    case meetingRequestType = "meetingRequest:MeetingRequestType"
    case intendedFreeBusy = "meetingRequest:IntendedFreeBusyStatus"

    case uid = "calendar:UID"
    case recurrenceID = "calendar:RecurrenceId"
    case stamp = "calendar:DateTimeStamp"
    case start = "calendar:Start"
    case end = "calendar:End"
    case originalStart = "calendar:OriginalStart"
    case isAllDay = "calendar:IsAllDayEvent"
    case freeBusy = "calendar:LegacyFreeBusyStatus"
    case location = "calendar:Location"
    case isMeeting = "calendar:IsMeeting"
    case isCancelled = "calendar:IsCancelled"
    case isRecurring = "calendar:IsRecurring"
    case requestWasSent = "calendar:MeetingRequestWasSent"
    case calendarIsResponseRequested = "calendar:IsResponseRequested"
    case calendarItemType = "calendar:CalendarItemType"
    case myResponse = "calendar:MyResponseType"
    case organizer = "calendar:Organizer"
    case requiredAttendees = "calendar:RequiredAttendees"
    case optionalAttendees = "calendar:OptionalAttendees"
    case resources = "calendar:Resources"
    case duration = "calendar:Duration"
    case timeZone = "calendar:TimeZone"
    case sequenceNumber = "calendar:AppointmentSequenceNumber"
    case appointmentState = "calendar:AppointmentState"
    case recurrence = "calendar:Recurrence"
    case firstOccurrence = "calendar:FirstOccurrence"
    case lastOccurrence = "calendar:LastOccurrence"
    case modifiedOccurrences = "calendar:ModifiedOccurrences"
    case deletedOccurrences = "calendar:DeletedOccurrences"
    case startTimeZone = "calendar:StartTimeZone"
    case endTimeZone = "calendar:EndTimeZone"
    case isOrganizer = "calendar:IsOrganizer"
}

extension ItemProperty {
    /// What FindItem and the sync calls leave out without a word; GetItem alone reads it.
    static let onlyOfGetItem: Set<ItemProperty> = [
        .body, .internetHeaders, .to, .cc, .bcc, .replyTo, .receivedBy, .receivedRepresenting,
        .requiredAttendees, .optionalAttendees, .resources, .recurrence, .firstOccurrence, .lastOccurrence,
        .modifiedOccurrences, .deletedOccurrences, .startTimeZone, .endTimeZone,
    ]

    /// The shape `Default` beyond the id.
    static let ofDefaultShape: Set<ItemProperty> = [
        .subject, .sensitivity, .body, .size, .sent, .created, .hasAttachments, .from, .to, .cc, .messageID, .isRead,
        .isReadReceiptRequested, .responseType, .start, .end, .location, .isAllDay, .freeBusy, .calendarItemType,
        .organizer, .requiredAttendees, .optionalAttendees, .resources, .uid,
    ]

    /// Parts that clients name themselves; no shape contains them.
    static let ofNoShape: Set<ItemProperty> = [.extended, .mime, .preview]
}

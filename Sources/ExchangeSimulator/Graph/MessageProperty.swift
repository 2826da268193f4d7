/// A property of `message` or of its relatives, in the order in which Graph writes them.
///
/// <https://learn.microsoft.com/graph/api/resources/message>
enum MessageProperty: String, Hashable, Sendable, CaseIterable {
    case createdDateTime, lastModifiedDateTime, changeKey, categories, receivedDateTime, sentDateTime, hasAttachments
    case internetMessageId, subject, bodyPreview, importance, parentFolderId, conversationId, conversationIndex
    case isDeliveryReceiptRequested, isReadReceiptRequested, isRead, isDraft, webLink, inferenceClassification
    case internetMessageHeaders
    case body, sender, from, toRecipients, ccRecipients, bccRecipients, replyTo, flag
    // Of an eventMessage only
    case meetingMessageType, type, startDateTime, endDateTime, location, isAllDay, isOutOfDate, isDelegated
    case meetingRequestType, responseType

    var isOfMeetings: Bool {
        switch self {
        case .meetingMessageType, .type, .startDateTime, .endDateTime, .location, .isAllDay, .isOutOfDate,
            .isDelegated, .meetingRequestType, .responseType:
            true
        default: false
        }
    }
}

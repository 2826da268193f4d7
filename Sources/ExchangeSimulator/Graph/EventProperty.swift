/// A property of `event`, in the order in which Graph writes them.
///
/// <https://learn.microsoft.com/graph/api/resources/event>
enum EventProperty: String, Hashable, Sendable, CaseIterable {
    case createdDateTime, lastModifiedDateTime, changeKey, categories, transactionId, originalStartTimeZone
    case originalEndTimeZone, iCalUId, reminderMinutesBeforeStart, isReminderOn, hasAttachments, subject, bodyPreview
    case importance, sensitivity, originalStart, isAllDay, isCancelled, isOrganizer, responseRequested, seriesMasterId
    case showAs, type, webLink, onlineMeetingUrl, isOnlineMeeting, onlineMeetingProvider, allowNewTimeProposals
    case isDraft, hideAttendees, recurrence, responseStatus, body, start, end, location, locations, attendees
    case organizer, onlineMeeting
}

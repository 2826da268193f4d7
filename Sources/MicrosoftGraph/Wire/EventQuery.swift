/// Which properties of an event are asked for; never a body, a preview or an attachment.
///
/// <https://learn.microsoft.com/graph/api/resources/event>
struct EventQuery: Hashable, Sendable {
    let subject: GraphSource.Configuration.Subject

    /// For the query of a URL.
    var text: String {
        let select =
            "$select=iCalUId,type,start,end,originalStart,isAllDay,isCancelled,sensitivity,organizer,attendees,"
            + "responseStatus,lastModifiedDateTime"
        return subject == .read ? select + ",subject" : select
    }
}

import Interactions
import JSONStream

/// An appointment or meeting: a single one, an occurrence or exception of a series, or a series itself.
///
/// <https://learn.microsoft.com/graph/api/resources/event>
struct GraphEvent: Hashable, Sendable {
    let id: String
    let iCalUID: String?
    /// `singleInstance`, `occurrence`, `exception`, `seriesMaster`.
    let type: String?
    let start: Timestamp?
    let end: Timestamp?
    let originalStart: Timestamp?
    let isAllDay: Bool
    let isCancelled: Bool
    let sensitivity: String?
    let organizer: GraphRecipient?
    let attendees: [Attendee]
    /// What the owner of this calendar answered.
    let responseStatus: ResponseStatus?
    let subject: String?
    let lastModified: Timestamp?
    /// Everything indispensable is there, be it as null.
    let isComplete: Bool
    /// Something has another type or another time zone than it should have.
    let isMalformed: Bool

    /// Documented at <https://learn.microsoft.com/graph/api/resources/attendee>.
    struct Attendee: Hashable, JSONReadable {
        /// `required`, `optional`, `resource`.
        let type: String?
        let status: ResponseStatus?
        let emailAddress: GraphRecipient.EmailAddress?

        init(json: JSONValue) throws(JSONError) {
            type = try json.optional("type")
            status = try json.optional("status")
            emailAddress = try json.optional("emailAddress")
        }
    }

    /// Documented at <https://learn.microsoft.com/graph/api/resources/responsestatus>.
    struct ResponseStatus: Hashable, JSONReadable {
        /// `none`, `organizer`, `tentativelyAccepted`, `accepted`, `declined`, `notResponded`.
        let response: String?

        init(json: JSONValue) throws(JSONError) {
            response = try json.optional("response")
        }
    }
}

extension GraphEvent: JSONReadable {
    /// Asked for always, and in the answer even if it is null.
    private static let indispensable = [
        "iCalUId", "type", "start", "end", "isAllDay", "isCancelled", "sensitivity", "attendees",
    ]

    /// One event that is not as it should be must not spoil its page: only the id is insisted on.
    init(json: JSONValue) throws(JSONError) {
        var item = LenientItem(json)
        id = try json.indispensableID()
        iCalUID = item.text("iCalUId")
        type = item.text("type")
        start = item.zonedTime("start")
        end = item.zonedTime("end")
        originalStart = item.time("originalStart")
        isAllDay = item.value("isAllDay") ?? false
        isCancelled = item.value("isCancelled") ?? false
        sensitivity = item.text("sensitivity")
        organizer = item.value("organizer")
        attendees = item.people("attendees")
        responseStatus = json["responseStatus"].flatMap { try? ResponseStatus(json: $0) }
        subject = item.text("subject")
        // Nobody needs it so much that the event would be spoiled by it.
        lastModified = json["lastModifiedDateTime"]?.string.flatMap { Timestamp(iso8601: $0) }
        isComplete = Self.indispensable.allSatisfy { json[$0] != nil }
        isMalformed = item.isMalformed
    }
}

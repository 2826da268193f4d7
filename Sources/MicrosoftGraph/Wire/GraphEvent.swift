import Interactions

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
    /// Everything indispensable is there, be it as null.
    let isComplete: Bool
    /// Something has another type or another time zone than it should have.
    let isMalformed: Bool

    /// Documented at <https://learn.microsoft.com/graph/api/resources/attendee>.
    struct Attendee: Hashable, Sendable, Decodable {
        /// `required`, `optional`, `resource`.
        let type: String?
        let status: ResponseStatus?
        let emailAddress: GraphRecipient.EmailAddress?
    }

    /// Documented at <https://learn.microsoft.com/graph/api/resources/responsestatus>.
    struct ResponseStatus: Hashable, Sendable, Decodable {
        /// `none`, `organizer`, `tentativelyAccepted`, `accepted`, `declined`, `notResponded`.
        let response: String?
    }
}

extension GraphEvent: Decodable {
    private enum CodingKeys: String, CodingKey {
        case id, iCalUId, type, start, end, originalStart, isAllDay, isCancelled, sensitivity, organizer, attendees
        case responseStatus, subject

        /// Asked for always, and in the answer even if it is null.
        static let indispensable: [CodingKeys] = [
            .iCalUId, .type, .start, .end, .isAllDay, .isCancelled, .sensitivity, .attendees,
        ]
    }

    /// Documented at <https://learn.microsoft.com/graph/api/resources/datetimetimezone>.
    private struct DateTimeTimeZone: Decodable {
        let dateTime: String
        let timeZone: String
    }

    /// One event that is not as it should be must not spoil its page: only the id is insisted on.
    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        var isMalformed = false
        func value<Value: Decodable>(_ key: CodingKeys, as type: Value.Type = Value.self) -> Value? {
            do {
                return try container.decodeIfPresent(type, forKey: key)
            } catch {
                isMalformed = true
                return nil
            }
        }
        func text(_ key: CodingKeys) -> String? {
            value(key, as: String.self).flatMap { $0.isEmpty ? nil : $0 }
        }
        func instant(_ text: String) -> Timestamp? {
            let instant = Timestamp(iso8601: text)
            if instant == nil { isMalformed = true }
            return instant
        }
        func time(_ key: CodingKeys) -> Timestamp? {
            guard let time = value(key, as: DateTimeTimeZone.self) else { return nil }
            // Who does not ask for another zone gets this one.
            guard time.timeZone == "UTC" else {
                isMalformed = true
                return nil
            }
            return instant(time.dateTime)
        }

        id = try container.decode(String.self, forKey: .id)
        guard !id.isEmpty else {
            throw DecodingError.dataCorruptedError(forKey: .id, in: container, debugDescription: "empty")
        }
        iCalUID = text(.iCalUId)
        type = text(.type)
        start = time(.start)
        end = time(.end)
        originalStart = text(.originalStart).flatMap { $0.hasPrefix("0001-") ? nil : instant($0) }
        isAllDay = value(.isAllDay) ?? false
        isCancelled = value(.isCancelled) ?? false
        sensitivity = text(.sensitivity)
        organizer = value(.organizer)
        attendees = value(.attendees, as: LenientList.self)?.elements ?? []
        responseStatus = try? container.decodeIfPresent(ResponseStatus.self, forKey: .responseStatus)
        subject = text(.subject)
        isComplete = CodingKeys.indispensable.allSatisfy { container.contains($0) }
        self.isMalformed = isMalformed
    }
}

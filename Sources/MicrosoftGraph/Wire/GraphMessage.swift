import Interactions

/// A mail or a meeting message, or what a delta says of one: all of it, some properties, or that it is gone.
///
/// <https://learn.microsoft.com/graph/api/resources/message>
struct GraphMessage: Hashable, Sendable {
    let id: String
    /// `@removed`: deleted, or moved to another folder.
    let isRemoved: Bool
    /// `@odata.type`; without it, a plain message.
    let type: String?
    let internetMessageID: String?
    let conversationIndex: String?
    let from: GraphRecipient?
    let sender: GraphRecipient?
    let toRecipients: [GraphRecipient]
    let ccRecipients: [GraphRecipient]
    let bccRecipients: [GraphRecipient]
    let sentDateTime: Timestamp?
    let receivedDateTime: Timestamp?
    let isDraft: Bool?
    let subject: String?
    /// Only of meeting messages.
    let meetingMessageType: String?
    let internetMessageHeaders: [InternetMessageHeader]
    let extendedProperties: [ExtendedProperty]
    /// Everything indispensable is there, be it as null; a delta may give only what changed.
    let isComplete: Bool
    /// Something has another type than it should have.
    let isMalformed: Bool
}

/// Documented at <https://learn.microsoft.com/graph/api/resources/internetmessageheader>.
struct InternetMessageHeader: Hashable, Sendable, Decodable {
    let name: String
    let value: String
}

/// Documented at <https://learn.microsoft.com/graph/api/resources/singlevaluelegacyextendedproperty>.
struct ExtendedProperty: Hashable, Sendable, Decodable {
    let id: String
    let value: String
}

/// Documented at <https://learn.microsoft.com/graph/api/resources/recipient>.
struct GraphRecipient: Hashable, Sendable, Decodable {
    let emailAddress: EmailAddress?

    struct EmailAddress: Hashable, Sendable, Decodable {
        let address: String?
    }
}

extension GraphMessage: Decodable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case id
        case removed = "@removed"
        case type = "@odata.type"
        case internetMessageId, conversationIndex, from, sender, toRecipients, ccRecipients, bccRecipients
        case sentDateTime, receivedDateTime, isDraft, subject, meetingMessageType, internetMessageHeaders
        case singleValueExtendedProperties

        /// Asked for always, and in the answer even if it is null.
        static let indispensable: [CodingKeys] = [
            .internetMessageId, .toRecipients, .ccRecipients, .bccRecipients, .sentDateTime, .receivedDateTime,
            .isDraft,
        ]
    }

    /// One message that is not as it should be must not spoil its page: only the id is insisted on.
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
        /// What an interaction can do without spoils nothing, whatever stands there.
        func welcome(_ key: CodingKeys) -> String? {
            (try? container.decodeIfPresent(String.self, forKey: key)).flatMap { $0.isEmpty ? nil : $0 }
        }
        func list<Element: Decodable & Sendable>(_ key: CodingKeys) -> [Element] {
            value(key, as: LenientList<Element>.self)?.elements ?? []
        }
        func time(_ key: CodingKeys) -> Timestamp? {
            guard let text = value(key, as: String.self), !text.isEmpty, !text.hasPrefix("0001-") else { return nil }
            guard let time = Timestamp(iso8601: text) else {
                isMalformed = true
                return nil
            }
            return time
        }
        func text(_ key: CodingKeys) -> String? {
            value(key, as: String.self).flatMap { $0.isEmpty ? nil : $0 }
        }

        id = try container.decode(String.self, forKey: .id)
        guard !id.isEmpty else {
            throw DecodingError.dataCorruptedError(forKey: .id, in: container, debugDescription: "empty")
        }
        isRemoved = container.contains(.removed)
        type = text(.type)
        internetMessageID = text(.internetMessageId)
        conversationIndex = welcome(.conversationIndex)
        from = value(.from)
        sender = value(.sender)
        toRecipients = list(.toRecipients)
        ccRecipients = list(.ccRecipients)
        bccRecipients = list(.bccRecipients)
        sentDateTime = time(.sentDateTime)
        receivedDateTime = time(.receivedDateTime)
        isDraft = value(.isDraft)
        subject = text(.subject)
        meetingMessageType = text(.meetingMessageType)
        internetMessageHeaders = list(.internetMessageHeaders)
        extendedProperties = value(.singleValueExtendedProperties) ?? []
        isComplete = CodingKeys.indispensable.allSatisfy { container.contains($0) }
        self.isMalformed = isMalformed
    }
}

import Interactions
import JSONStream

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
struct InternetMessageHeader: Hashable, JSONReadable {
    let name: String
    let value: String

    init(json: JSONValue) throws(JSONError) {
        name = try json.required("name")
        value = try json.required("value")
    }
}

/// Documented at <https://learn.microsoft.com/graph/api/resources/singlevaluelegacyextendedproperty>.
struct ExtendedProperty: Hashable, JSONReadable {
    let id: String
    let value: String

    init(json: JSONValue) throws(JSONError) {
        id = try json.required("id")
        value = try json.required("value")
    }
}

/// Documented at <https://learn.microsoft.com/graph/api/resources/recipient>.
struct GraphRecipient: Hashable, JSONReadable {
    let emailAddress: EmailAddress?

    struct EmailAddress: Hashable, JSONReadable {
        let address: String?

        init(json: JSONValue) throws(JSONError) {
            address = try json.optional("address")
        }
    }

    init(emailAddress: EmailAddress?) {
        self.emailAddress = emailAddress
    }

    init(json: JSONValue) throws(JSONError) {
        emailAddress = try json.optional("emailAddress")
    }
}

extension GraphMessage: JSONReadable {
    /// Asked for always, and in the answer even if it is null.
    private static let indispensable = [
        "internetMessageId", "toRecipients", "ccRecipients", "bccRecipients", "sentDateTime", "receivedDateTime",
        "isDraft",
    ]

    /// One message that is not as it should be must not spoil its page: only the id is insisted on.
    init(json: JSONValue) throws(JSONError) {
        var item = LenientItem(json)
        id = try json.indispensableID()
        isRemoved = json["@removed"] != nil
        type = item.text("@odata.type")
        internetMessageID = item.text("internetMessageId")
        // What an interaction can do without spoils nothing, whatever stands there.
        conversationIndex = json["conversationIndex"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        let senders: [GraphRecipient?] = item.values(["from", "sender"])
        (from, sender) = (senders[0], senders[1])
        toRecipients = item.people("toRecipients")
        ccRecipients = item.people("ccRecipients")
        bccRecipients = item.people("bccRecipients")
        let times = item.times(["sentDateTime", "receivedDateTime"])
        (sentDateTime, receivedDateTime) = (times[0], times[1])
        isDraft = item.value("isDraft")
        subject = item.text("subject")
        meetingMessageType = item.text("meetingMessageType")
        internetMessageHeaders = item.list("internetMessageHeaders")
        extendedProperties = item.list("singleValueExtendedProperties")
        isComplete = Self.indispensable.allSatisfy { json[$0] != nil }
        isMalformed = item.isMalformed
    }
}

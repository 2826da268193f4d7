import JSONStream

/// What a mailbox is for: `userPurpose` of its settings.
///
/// <https://learn.microsoft.com/graph/api/resources/mailboxsettings>
package enum MailboxPurpose: String, Hashable, Sendable, CaseIterable {
    case user, linked, shared, room, equipment, others
}

/// The property as Graph answers it: a text, or in newer pages an object around it.
struct WrittenPurpose: JSONReadable {
    /// Nil for a value that we do not know.
    let purpose: MailboxPurpose?

    init(json: JSONValue) throws(JSONError) {
        let text: String =
            if let inner = json["value"]?["value"] { try String(json: inner) } else { try json.required("value") }
        purpose = MailboxPurpose(rawValue: text)
    }
}

/// What a mailbox is for: `userPurpose` of its settings.
///
/// <https://learn.microsoft.com/graph/api/resources/mailboxsettings>
package enum MailboxPurpose: String, Hashable, Sendable, CaseIterable {
    case user, linked, shared, room, equipment, others
}

/// The property as Graph answers it: a text, or in newer pages an object around it.
struct WrittenPurpose: Decodable, Sendable {
    /// Nil for a value that we do not know.
    let purpose: MailboxPurpose?

    private struct Inner: Decodable {
        let value: String
    }

    private enum Key: CodingKey {
        case value
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        let text =
            try (try? container.decode(Inner.self, forKey: .value))?.value
            ?? container.decode(String.self, forKey: .value)
        purpose = MailboxPurpose(rawValue: text)
    }
}

/// Which properties of a message are asked for; never a body, a preview or an attachment.
///
/// <https://learn.microsoft.com/graph/api/resources/message>
struct MessageQuery: Hashable, Sendable {
    let permission: GraphSource.Configuration.Permission
    let subject: GraphSource.Configuration.Subject

    /// For the query of a URL.
    var text: String {
        var properties = Self.properties
        if subject == .read { properties.append("subject") }
        let select = "$select=" + properties.joined(separator: ",")
        switch permission {
        case .readBasic: return select
        case .read: return select + "&$expand=singleValueExtendedProperties($filter=" + Self.filter + ")"
        }
    }

    private static let properties = [
        "internetMessageId", "conversationIndex", "from", "sender", "toRecipients", "ccRecipients", "bccRecipients",
        "sentDateTime", "receivedDateTime", "isDraft", "internetMessageHeaders",
    ]

    private static let filter = [MAPIProperty.messageClass, .sensitivity]
        .map { "id%20eq%20'" + $0.rawValue.split(separator: " ").joined(separator: "%20") + "'" }
        .joined(separator: "%20or%20")
}

/// Properties of MS-OXPROPS that Graph has no name of its own for, as `singleValueLegacyExtendedProperty` writes them.
enum MAPIProperty: String {
    /// `PidTagMessageClass`.
    case messageClass = "String 0x1A"
    /// `PidTagSensitivity`.
    case sensitivity = "Integer 0x36"
}

import XMLStream

/// Somebody's address in an item; the display name is left where it is.
///
/// `Mailbox` of <https://learn.microsoft.com/exchange/client-developer/web-service-reference/mailbox>.
struct MailboxAddress: Hashable, Sendable {
    /// Missing for private lists and for people that are a name only.
    var emailAddress: String?
    /// `SMTP`, `EX`, or what somebody's gateway calls itself; may be missing.
    var routingType: String?

    init(emailAddress: String?, routingType: String? = nil) {
        self.emailAddress = emailAddress
        self.routingType = routingType
    }

    init(_ element: XMLElement) {
        for child in element.typedChildren {
            switch child.ewsName {
            case .emailAddress: emailAddress = child.filledText
            case .routingType: routingType = child.filledText
            default: break
            }
        }
    }

    /// The `Mailbox` elements in a list or in a single recipient.
    static func all(in element: XMLElement) -> [MailboxAddress] {
        element.typedChildren.compactMap { $0.ewsName == .mailbox ? MailboxAddress($0) : nil }
    }
}

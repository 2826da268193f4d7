import Connector
import Interactions

/// What tells mail of machines and mail to many from mail between people; the same for mailboxes and the CRM.
struct MailSigns {
    var headers = MailHeaders()

    /// More recipients than this are an audience, not a conversation.
    private static let massMail = 100

    /// Nobody pressed send: the mail says so itself, or nobody reads what is sent to its sender.
    func isAutomated(sender: Participant.Address) -> Bool {
        for header in [MailHeader.autoSubmitted, .autoReply, .autoRespond] {
            if let value = headers[header], !["", "no"].contains(Self.keyword(value)) { return true }
        }
        if let value = headers[.precedence], ["auto_reply", "auto-reply"].contains(Self.keyword(value)) { return true }
        if let value = headers[.autoResponseSuppress], Self.suppressesAnswers(value) { return true }
        guard case .smtp(let address) = sender else { return false }
        return MachineSender.matches(address)
    }

    /// It went through a list, or to more people than talk with each other.
    func isBulk(to people: ParticipantList) -> Bool {
        if [MailHeader.listID, .listUnsubscribe, .listPost].contains(where: { headers[$0] != nil }) { return true }
        if let value = headers[.precedence], ["bulk", "list", "junk"].contains(Self.keyword(value)) { return true }
        return people.internalCount + people.externalCount > Self.massMail + 1
    }

    /// Whether automatic answers are not wanted; people who do not want receipts (`DR`, `RN`, `NRN`) are still people.
    private static func suppressesAnswers(_ value: String) -> Bool {
        value.utf8.split { $0 <= 0x20 || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") }
            .contains { ["all", "oof", "autoreply"].contains(String(Substring($0)).lowercased()) }
    }

    /// The first word in lower case, without parameters or comments.
    private static func keyword(_ value: String) -> String {
        let word = value.utf8.drop { $0 <= 0x20 }.prefix { $0 > 0x20 && $0 != 0x3B && $0 != 0x28 }
        return String(Substring(word)).lowercased()
    }
}

import Interactions

/// What tells mail of machines and mail to many from mail between people; the same for mailboxes and the CRM.
struct MailSigns {
    /// RFC 3834.
    var autoSubmitted: String?
    /// MS-OXCMAIL 2.1.3.2.22.
    var autoResponseSuppress: String?
    /// RFC 2076.
    var precedence: String?
    /// RFC 2919.
    var listID: String?
    /// RFC 2369.
    var listUnsubscribe: String?

    /// More recipients than this are an audience, not a conversation.
    private static let massMail = 100

    /// Nobody pressed send: the mail says so itself, or nobody reads what is sent to its sender.
    func isAutomated(sender: Participant.Address) -> Bool {
        if let value = autoSubmitted, !["", "no"].contains(Self.keyword(value)) { return true }
        if let value = precedence, ["auto_reply", "auto-reply"].contains(Self.keyword(value)) { return true }
        if let value = autoResponseSuppress, Self.suppressesAnswers(value) { return true }
        guard case .smtp(let address) = sender else { return false }
        return MachineSender.matches(address)
    }

    /// It went through a list, or to more people than talk with each other.
    func isBulk(to people: ParticipantList) -> Bool {
        if listID != nil || listUnsubscribe != nil { return true }
        if let value = precedence, ["bulk", "list", "junk"].contains(Self.keyword(value)) { return true }
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

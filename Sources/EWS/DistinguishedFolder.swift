/// The well-known folders that matter here, whatever a mailbox's language calls them.
///
/// <https://learn.microsoft.com/exchange/client-developer/web-service-reference/distinguishedfolderid>
package enum DistinguishedFolder: String, Hashable, Comparable, Sendable, CaseIterable {
    case msgfolderroot, archivemsgfolderroot
    case inbox, sentitems, deleteditems, drafts, outbox, junkemail, archive, calendar
    /// What Outlook could not synchronize, with subfolders for conflicts and failures.
    case syncissues
    /// Instant messages of Lync and Skype for Business.
    case conversationhistory

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

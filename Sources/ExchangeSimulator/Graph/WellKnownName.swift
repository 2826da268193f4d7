/// A name that stands for a mail folder in a path.
///
/// <https://learn.microsoft.com/graph/api/resources/mailfolder>
enum WellKnownName: String, Sendable {
    case inbox, sentitems, deleteditems, drafts, outbox, junkemail, conversationhistory, msgfolderroot, searchfolders
    case recoverableitemsdeletions
    // What a mailbox gets when it is needed first; none here ever does.
    case archive, clutter, conflicts, localfailures, scheduled, serverfailures, syncissues

    /// Nil for what no mailbox of the tenant has.
    var folder: DistinguishedFolder? { DistinguishedFolder(rawValue: rawValue) }
}

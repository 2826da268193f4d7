/// Names by which mail folders can be asked for, whatever a mailbox's language calls them.
///
/// <https://learn.microsoft.com/graph/api/resources/mailfolder>
package enum WellKnownFolder: String, Hashable, Comparable, Sendable, Codable, CaseIterable {
    case inbox, sentitems, deleteditems, drafts, outbox, junkemail, archive, clutter
    /// What Outlook could not synchronize, with subfolders for conflicts and failures.
    case syncissues
    /// Instant messages of Skype for Business and Teams.
    case conversationhistory

    /// Those that are read and stand beside the ones that usually are not.
    static let anchors: Set<Self> = [.inbox, .sentitems, .deleteditems, .archive]

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

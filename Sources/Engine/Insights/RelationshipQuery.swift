package import Interactions
package import Scoring

/// Which relationships a list has, in which order, and how many of them: what every face may ask for.
///
/// What is asked must hold all at once; what is left out asks nothing.
package struct RelationshipQuery: Sendable {
    package var tables: Set<CRMReference.Table> = [.account, .contact, .lead, .opportunity]
    /// The user to whom the record belongs: reference, GUID, address or name.
    package var owner: String?
    /// Whether the record must belong to the user that the settings name.
    package var isMine = false
    /// The team to which, or to one of whose members, the record belongs: reference, GUID or name.
    package var team: String?
    /// The account that the record is, or that it belongs to: reference, GUID, address or name.
    package var account: String?
    package var states: Set<Health.State> = []
    /// Open records without contact for at least so many days, or ever.
    package var idleDays: Int?
    /// Open records where mails or calls of theirs wait.
    package var awaitsAnswer = false
    /// Open accounts and opportunities that hang on one person of theirs.
    package var isSingleThreaded = false
    /// Open records without a meeting or call ahead.
    package var isUnplanned = false
    /// Only what is open or active.
    package var isOpen = false
    /// Only what needs attention.
    package var isUrgent = false
    package var order = RelationshipOrder.attention
    /// The least first, or the last.
    package var isReversed = false
    package var limit: Int?
    /// What the viewer may see; nil for who runs commands, and sees everything.
    package var sight: Sight?

    package init() {}

    /// Whether anything is asked that only open records can have.
    var asksForOpen: Bool { isOpen || idleDays != nil || awaitsAnswer || isUnplanned || isSingleThreaded }
}

/// One copy of an interaction as its owner holds it.
package struct Sighting: Hashable, Sendable {
    package let owner: StreamOwner
    /// The item's key in its stream: what a later deletion will name.
    package let item: ItemKey
    package let interaction: Interaction
    /// How much this copy knows: of several copies that differ, the one with the lowest rank speaks for all, and of
    /// those the one that was changed last.
    package let rank: Rank
    /// The row of the CRM that the copy is about, if the copy is the CRM's.
    package let regarding: CRMReference?
    /// Who took part, as far as the CRM says so beside an address; only the CRM's copies have any.
    package let links: Set<PartyLink>
    /// When its owner's copy of a meeting was changed last: of two that know equally much, the newer one speaks.
    package let changedAt: Timestamp?
    /// Of a mail: its identity stands on what it says, which other copies of it may say otherwise.
    package let lacksMessageID: Bool

    /// The sender's or organizer's own copy knows the blind copies and the answers of the attendees.
    package enum Rank: Int, Hashable, Comparable, Sendable {
        case own, received
        /// The CRM knows of a contact what somebody told it.
        case crm

        package static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
    }

    package init(
        owner: StreamOwner,
        item: ItemKey,
        interaction: Interaction,
        rank: Rank,
        regarding: CRMReference? = nil,
        links: Set<PartyLink> = [],
        changedAt: Timestamp? = nil,
        lacksMessageID: Bool = false
    ) {
        self.owner = owner
        self.item = item
        self.interaction = interaction
        self.rank = rank
        self.regarding = regarding
        self.links = links
        self.changedAt = changedAt
        self.lacksMessageID = lacksMessageID
    }
}

/// A source's own case-sensitive key of one item in one stream, for example an EWS `ItemId`.
package struct ItemKey: Hashable, Comparable, Sendable {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package static func < (left: ItemKey, right: ItemKey) -> Bool { left.text < right.text }
}

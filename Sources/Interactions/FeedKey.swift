/// What a row of the feed is about; its keyed hash is the row's primary key, so that a deletion names nobody.
package enum FeedKey: Hashable, Sendable {
    case address(Participant.Address)
    case record(CRMReference)
    case relationship(CRMReference)
    /// How well a colleague, known by an address, knows the person of a contact or lead.
    case introduction(CRMReference, colleague: Participant.Address)
}

/// Makes the primary key of a row: the same for ever for the same thing, and for no other.
package typealias FeedNaming = @Sendable (FeedKey) -> KeyedHash

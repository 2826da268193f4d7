package import Interactions
package import Scoring

/// Everything that is held about one person: the answer to somebody who asks for it.
package struct PersonReport: Sendable {
    /// Addresses, names and rows by which the person is known, in the order of their texts.
    package var addresses: [Participant.Address]
    /// The CRM's rows about the person.
    package var rows: [CRMRow] = []
    package var isColleague = false
    package var isErased = false
    package var hasOptedOut = false
    /// How many interactions name the person, by kind.
    package var interactions: [Interaction.Kind: Int] = [:]
    package var inExchange = 0
    package var inCRM = 0
    /// The times of the first and the last interaction.
    package var span: ClosedRange<Timestamp>?
    /// The mailboxes that have a copy of an interaction with the person.
    package var mailboxes: [EmailAddress] = []
    /// The person's own mailboxes, as far as they are read.
    package var ownMailboxes: [EmailAddress] = []
    /// Records whose scores the person's interactions count for; nil where nothing is scored.
    package var relationships: [Relationship]?

    /// A record that the person is heard for.
    package struct Relationship: Sendable {
        package let record: CRMReference
        package let name: String?
        package let health: Health
    }

    init(_ addresses: [Participant.Address]) {
        self.addresses = addresses
    }

    /// Whether nothing at all is held.
    package var isEmpty: Bool { rows.isEmpty && interactions.isEmpty && ownMailboxes.isEmpty }
}

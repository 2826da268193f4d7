package import Interactions

/// A copy of an interaction as a store holds it.
package struct StoredCopy: Hashable, Sendable {
    package var interaction: Interaction
    package var rank: Sighting.Rank
    /// Whose it is; nil for the CRM's, and for what no copy speaks for any more.
    package let mailbox: EmailAddress?

    package init(interaction: Interaction, rank: Sighting.Rank, mailbox: EmailAddress?) {
        self.interaction = interaction
        self.rank = rank
        self.mailbox = mailbox
    }
}

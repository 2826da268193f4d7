package import Interactions

/// A user whom services name: somebody of the CRM, as far as there is one, with the account that the tenant has.
package struct ServiceUser: Hashable, Sendable {
    /// The mailbox's own address.
    package let address: EmailAddress
    /// Further addresses and legacy names that the tenant's directory gives.
    package let aliases: Set<Participant.Address>
    /// Nil if the tenant does not know the user.
    package let account: LiveFacts.User?

    package init(address: EmailAddress, aliases: Set<Participant.Address> = [], account: LiveFacts.User?) {
        self.address = address
        self.aliases = aliases
        self.account = account
    }
}

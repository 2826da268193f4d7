package import Interactions

/// Everything by which a store knows one person.
package struct StoredPerson: Hashable, Sendable {
    /// Every address, name and row that is the person's alone, the one that was asked for and those that the CRM linked
    /// to nobody else among them.
    package let addresses: Set<Participant.Address>
    /// What stands for the person in `StoredInteraction`; nil of whom nothing is stored.
    package let number: Int64?
    /// Contacts, leads and users of the CRM that have one of the addresses, maybe beside
    /// others, in the order of their references.
    package let rows: [CRMReference]

    package init(addresses: Set<Participant.Address>, number: Int64?, rows: [CRMReference]) {
        self.addresses = addresses
        self.number = number
        self.rows = rows
    }
}

/// A row of the CRM to which interactions are counted: a company, a person, or a sale.
package struct CRMRow: Hashable, Sendable {
    package let reference: CRMReference
    /// What lists show, nil if the row has none.
    package var name: String?
    /// By what a person is called, where the CRM has it apart from the whole name.
    package var firstName: String?
    /// Of a person all addresses, of a company its own ones.
    package var addresses: [EmailAddress] = []
    /// A contact's or lead's company or superior contact, an account's parent, an opportunity's account or, without
    /// one, its customer.
    package var parent: CRMReference?
    /// A lead's or opportunity's person, an account's primary contact.
    package var contact: CRMReference?
    /// An opportunity's customer where that is somebody else than its account.
    package var customer: CRMReference?
    /// The lead that an opportunity came from.
    package var origin: CRMReference?
    /// A user, or the team to whose members the row belongs.
    package var owner: CRMReference?
    /// Open or active: `statecode` is 0.
    package var isActive = true
    /// The row that this one was merged into; nothing is counted to it any more.
    package var mergedInto: CRMReference?
    /// What a contact or lead is in the company, as somebody wrote it.
    package var jobTitle: String?
    /// Of an opportunity, what is known of its course; nil of all else.
    package var sale: Sale?
    /// Whom the CRM connects with the row beside its own columns: a sale's stakeholders and colleagues, a team's
    /// members; each once, in the order of their texts.
    package var connections: [CRMReference] = []

    package init(_ reference: CRMReference) {
        self.reference = reference
    }

    /// Outsiders among the connections, who have a say in the sale.
    package var stakeholders: [CRMReference] { connections.filter { !$0.table.isInternal } }

    /// Insiders among the connections: who works on the sale beside its owner, or who is in the team.
    package var colleagues: [CRMReference] { connections.filter(\.table.isInternal) }
}

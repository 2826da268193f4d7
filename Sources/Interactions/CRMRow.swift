/// A row of the CRM to which interactions are counted: a company, a person, or a sale.
package struct CRMRow: Hashable, Sendable {
    package let reference: CRMReference
    /// What lists show, nil if the row has none.
    package var name: String?
    /// Of a person all addresses, of a company its own ones.
    package var addresses: [EmailAddress] = []
    /// A contact's or lead's company or superior contact, an account's parent, an opportunity's customer.
    package var parent: CRMReference?
    /// A lead's or opportunity's person.
    package var contact: CRMReference?
    /// The lead that an opportunity came from.
    package var origin: CRMReference?
    package var owner: CRMReference?
    /// Open or active: `statecode` is 0.
    package var isActive = true
    /// The row that this one was merged into; nothing is counted to it any more.
    package var mergedInto: CRMReference?

    package init(_ reference: CRMReference) {
        self.reference = reference
    }
}

/// Says that two rows of the CRM have to do with each other, by a row that stands for nothing else: a connection, or a
/// customer's role in a sale.
package struct CRMLink: Hashable, Sendable {
    /// The sale.
    package let record: CRMReference
    /// A stakeholder or, if internal, a colleague who works on the sale.
    package let other: CRMReference

    package init(record: CRMReference, other: CRMReference) {
        self.record = record
        self.other = other
    }
}

/// Whom the CRM says that an address stood for in one interaction, whosever address it is now.
package struct PartyLink: Hashable, Comparable, Sendable {
    /// Of somebody who takes part.
    package let address: EmailAddress
    package let record: CRMReference

    package init(address: EmailAddress, record: CRMReference) {
        self.address = address
        self.record = record
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.address.text, left.record.text) < (right.address.text, right.record.text)
    }
}

/// A mailbox that a source can read, named by its owner's primary SMTP address.
package struct Mailbox: Hashable, Comparable, Sendable {
    package typealias ID = Identifier<Mailbox>

    package let address: EmailAddress

    package init(address: EmailAddress) {
        self.address = address
    }

    /// The address as identifier.
    ///
    /// Personal data: logs name a mailbox by its position or count only.
    package var id: ID { ID(address.text) }

    package static func < (left: Self, right: Self) -> Bool {
        left.address < right.address
    }
}

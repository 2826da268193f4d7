/// Whose data is read and stored: a mailbox, or the CRM.
package enum StreamOwner: Hashable, Comparable, Sendable {
    case mailbox(Mailbox)
    case crm

    /// The mailbox, nil for the CRM.
    package var mailbox: Mailbox? {
        if case .mailbox(let mailbox) = self { mailbox } else { nil }
    }
}

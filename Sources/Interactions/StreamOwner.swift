/// Whose data is read and stored: a mailbox, or the CRM.
package enum StreamOwner: Hashable, Sendable {
    case mailbox(Mailbox)
    case crm

    package var id: Mailbox.ID {
        switch self {
        case .mailbox(let mailbox): mailbox.id
        case .crm: .crm
        }
    }

    package var mailbox: Mailbox? {
        if case .mailbox(let mailbox) = self { mailbox } else { nil }
    }
}

extension Identifier where Subject == Mailbox {
    /// What stands in place of a mailbox where the CRM itself speaks; no address, which would have an `@`.
    package static var crm: Mailbox.ID { Mailbox.ID("crm") }
}

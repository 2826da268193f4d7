package import Interactions

/// The rules by which mailboxes are admitted. Pure: the same facts give the same decision.
///
/// So far one gate: the administrator names each mailbox in the configuration. Unknown is never a pass.
package struct Policy: Sendable {
    /// Grows with every change of a rule; part of each decision's identity.
    package static let version = 1

    private let listed: Set<EmailAddress>

    package init(listed: some Sequence<EmailAddress>) {
        self.listed = Set(listed)
    }

    package func decide(_ mailbox: Mailbox) -> Decision {
        guard listed.contains(mailbox.address) else {
            let reason = Reason(gate: .listing, text: "The configuration does not list this mailbox under 'mailboxes'.")
            return Decision(id: .init("v\(Self.version)-refused"), mailbox: mailbox, outcome: .refused([reason]))
        }
        let id = Decision.ID("v\(Self.version)-listed")
        return Decision(id: id, mailbox: mailbox, outcome: .admitted(Admission(mailbox: mailbox, decision: id)))
    }
}

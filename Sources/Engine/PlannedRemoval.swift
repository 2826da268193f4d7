package import Eligibility
package import Interactions

/// What would go if something destructive were done: told in numbers before anybody is asked to confirm it.
package struct PlannedRemoval: Hashable, Sendable {
    /// What would be done.
    package enum Act: Hashable, Sendable {
        case event(LifeCycleEvent.Kind)
        case erasure(Participant.Address)
        case purge(Mailbox)
    }

    /// What somebody has to say yes to.
    package enum Question: Hashable, Sendable {
        /// That this much goes.
        case removal
        /// That it is one of the own organisation.
        case colleague
    }

    package let act: Act
    /// Mailboxes that are read now, and whose part would be removed at once or by the next sync.
    package var mailboxes = 0
    /// Interactions that would be removed or changed.
    package var interactions = 0
    /// Rows of the CRM that are about the person.
    package var rows = 0
    /// Whether the person is one of the own organisation.
    package var isColleague = false

    init(_ act: Act) { self.act = act }

    /// Whether nothing would go.
    package var isEmpty: Bool { mailboxes == 0 && interactions == 0 && rows == 0 }

    /// Each is to be answered by itself, in this order.
    package var questions: [Question] { (isEmpty ? [] : [.removal]) + (isColleague ? [.colleague] : []) }

    /// What the engine wants before it removes anything; nil as long as a question is open.
    package func confirmed(_ answered: Set<Question>) -> ConfirmedRemoval? {
        answered.isSuperset(of: questions) ? ConfirmedRemoval(act: act) : nil
    }
}

/// Something destructive that somebody agreed to, who was told what would go.
package struct ConfirmedRemoval: Hashable, Sendable {
    package let act: PlannedRemoval.Act

    fileprivate init(act: PlannedRemoval.Act) { self.act = act }
}

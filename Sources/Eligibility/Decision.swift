package import Interactions

/// Whether a mailbox's Exchange data may be used, and why not.
package struct Decision: Hashable, Sendable {
    package typealias ID = Identifier<Decision>

    package enum Outcome: Hashable, Sendable {
        case admitted(Admission)
        /// CRM data only; every reason that stands, never empty.
        case refused([Reason])
    }

    package let id: ID
    package let mailbox: Mailbox
    package let outcome: Outcome

    init(id: ID, mailbox: Mailbox, outcome: Outcome) {
        self.id = id
        self.mailbox = mailbox
        self.outcome = outcome
    }

    package var admission: Admission? {
        if case .admitted(let admission) = outcome { admission } else { nil }
    }
}

/// Why a gate did not pass, and what to do about it.
package struct Reason: Hashable, Sendable {
    package enum Gate: String, Hashable, Sendable, CaseIterable {
        case listing
    }

    package let gate: Gate
    /// One sentence for the administrator, without an address.
    package let text: String

    init(gate: Gate, text: String) {
        self.gate = gate
        self.text = text
    }
}

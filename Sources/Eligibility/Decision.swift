package import Interactions

/// Whether a mailbox's Exchange data may be used, and what every gate said.
package struct Decision: Hashable, Sendable {
    package typealias ID = Identifier<Decision>

    /// What follows from the gates.
    package enum Outcome: Hashable, Sendable {
        case admitted(Admission)
        /// CRM data only; every reason that stands, never empty.
        case refused([Reason])
    }

    /// The rules' version and every reason's code: equal for equal outcomes, whenever and for whomever they are made.
    package let id: ID
    package let mailbox: Mailbox
    /// What each of the nine gates said, in their order.
    package let results: [GateResult]
    package let outcome: Outcome

    init(mailbox: Mailbox, results: [GateResult]) {
        let reasons = results.flatMap(\.reasons)
        let verdict = reasons.isEmpty ? "admitted" : reasons.map(\.code.rawValue).joined(separator: ",")
        let id = ID("v\(EligibilityPolicy.version):\(verdict)")
        self.id = id
        self.mailbox = mailbox
        self.results = results
        outcome = reasons.isEmpty ? .admitted(Admission(mailbox: mailbox, decision: id)) : .refused(reasons)
    }

    /// The permission to read and store; nil if a gate is shut.
    package var admission: Admission? {
        if case .admitted(let admission) = outcome { admission } else { nil }
    }

    /// Every reason that stands; none if the mailbox is admitted.
    package var reasons: [Reason] {
        if case .refused(let reasons) = outcome { reasons } else { [] }
    }

    /// Whether the mailbox is refused for nothing but facts that a service could not tell just now.
    ///
    /// Absence needs evidence: nothing is read, but what is stored of such a mailbox is kept until somebody tells.
    package var isHeld: Bool { !reasons.isEmpty && reasons.allSatisfy(\.isUnreadFact) }
}

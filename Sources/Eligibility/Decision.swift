package import Interactions

/// Whether a mailbox's Exchange data may be used, and what every gate said.
package struct Decision: Hashable, Sendable {
    package typealias ID = Identifier<Decision>

    package enum Outcome: Hashable, Sendable {
        case admitted(Admission)
        /// CRM data only; every reason that stands, never empty.
        case refused([Reason])
    }

    /// The rules' version and every reason's code: equal for equal outcomes, whenever and for whomever they are made.
    package let id: ID
    package let mailbox: Mailbox
    /// Of all nine gates, in their order.
    package let results: [GateResult]
    package let outcome: Outcome

    init(mailbox: Mailbox, results: [GateResult]) {
        let reasons = results.compactMap(\.reason)
        let verdict = reasons.isEmpty ? "admitted" : reasons.map(\.code.rawValue).joined(separator: ",")
        let id = ID("v\(EligibilityPolicy.version):\(verdict)")
        self.id = id
        self.mailbox = mailbox
        self.results = results
        outcome = reasons.isEmpty ? .admitted(Admission(mailbox: mailbox, decision: id)) : .refused(reasons)
    }

    package var admission: Admission? {
        if case .admitted(let admission) = outcome { admission } else { nil }
    }

    package var reasons: [Reason] {
        if case .refused(let reasons) = outcome { reasons } else { [] }
    }
}

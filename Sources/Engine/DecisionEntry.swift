import Eligibility
import Interactions

/// `decision`: a decision on a mailbox that is not the one before.
struct DecisionEntry: Codable {
    static let kind = "decision"

    /// Keyed hash of the address.
    let mailbox: String
    let decision: String
    let isAdmitted: Bool
    let rules: Int
    let gates: [GateEntry]

    init(_ decision: Decision, mailbox: String) {
        self.mailbox = mailbox
        self.decision = decision.id.text
        isAdmitted = decision.admission != nil
        rules = EligibilityPolicy.version
        gates = decision.results.map { GateEntry($0) }
    }
}

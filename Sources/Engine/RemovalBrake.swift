import Eligibility
import Interactions

/// Stops a run before anything is removed if it looks as if only a file were incomplete.
struct RemovalBrake {
    private let eligibility: EligibilityService

    init(_ eligibility: EligibilityService) {
        self.eligibility = eligibility
    }

    /// - Throws: `EngineError` of code `tooMuchRemoval`.
    func check() throws {
        let held = try eligibility.held(eligibility.mailboxes)
        let unknown = try held.known.count { mailbox in
            let decision = try eligibility.decide(mailbox)
            // What is held is not removed.
            return !decision.isHeld && !decision.reasons.isEmpty && decision.reasons.allSatisfy(\.isMissingFact)
        }
        let lost = unknown + held.others
        let all = held.known.count + held.others
        // Beyond a third it is taken for a mistake, in the smallest tenants too.
        guard lost * 3 > all else { return }
        throw EngineError(
            .tooMuchRemoval,
            """
            Facts are missing about \(lost) of \(all) mailboxes, and all that they contributed \
            would be removed. 'rapport eligibility' says which facts. If that is right, use --accept-removals.
            """
        )
    }
}

import Eligibility
import Interactions

/// Stops a run before anything is removed if it looks as if only a file were incomplete.
struct RemovalBrake {
    private let eligibility: EligibilityService

    init(_ eligibility: EligibilityService) {
        self.eligibility = eligibility
    }

    /// Mailboxes from which on a purge of more than half of all for missing facts is taken for a mistake.
    private static let least = 10

    /// - Throws: `EngineError` of code `tooMuchRemoval`.
    func check() throws {
        let held = try eligibility.held(eligibility.mailboxes)
        let unknown = try held.known.count { mailbox in
            let reasons = try eligibility.decide(mailbox).reasons
            return !reasons.isEmpty && reasons.allSatisfy(\.isMissingFact)
        }
        let lost = unknown + held.others
        let all = held.known.count + held.others
        guard lost >= Self.least, lost * 2 > all else { return }
        throw EngineError(
            .tooMuchRemoval,
            """
            Facts are missing about \(lost) of \(all) mailboxes, and all that they contributed \
            would be removed. 'rapport eligibility' says which facts. If that is right, use --accept-missing-facts.
            """
        )
    }
}

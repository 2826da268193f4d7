import Eligibility
import Interactions
import Pipeline

/// Writes into the log what a run decides, is about to remove and removed.
struct RemovalRecorder {
    let eligibility: EligibilityService
    let log: DecisionLog

    /// - Throws: what the log throws; then nothing may be removed.
    func record(_ step: StoreUpkeep.Step) throws {
        let now = eligibility.now()
        switch step {
        case .decided(let decisions):
            try log.record(decisions, try eligibility.decideTenant(), at: now)
        case .willPurge(let purges):
            let decisions = try purges.map { try eligibility.decide($0.mailbox) }
            try log.record(decisions, try eligibility.decideTenant(), at: now)
            try log.record(.purge, of: purges.map { .smtp($0.mailbox.address) }, nil, at: now)
        case .purged(let purges, let summary):
            try log.record(.purge, of: purges.map { .smtp($0.mailbox.address) }, summary, at: now)
        case .expired(let summary):
            try log.record(.retention, of: [], summary, at: now)
        }
    }
}

import Connector
import Eligibility
import Interactions

/// Stops a run before anything is removed that nobody decided and that looks as if only a file, a service or a clock
/// were wrong.
struct RemovalBrake {
    /// Nil before anything was stored.
    let reader: (any InteractionReader)?

    /// Beyond a third it is taken for a mistake, in the smallest tenants too.
    private static func isTooMuch(_ part: Int, of all: Int) -> Bool { part > 0 && part * 3 > all }

    /// Looks at the mailboxes about which facts are missing.
    ///
    /// - Throws: `EngineError` of code `tooMuchRemoval`, or what the store and the log throw.
    func check(_ eligibility: EligibilityService) async throws {
        let held = try eligibility.held(eligibility.mailboxes)
        let unknown = try held.known.count { try eligibility.lacksFacts(about: $0) }
        let lost = unknown + held.others
        let all = held.known.count + held.others
        var (interactions, stored) = (0, 0)
        if let reader {
            let addresses = try await reader.readMailboxes().filter {
                try eligibility.lacksFacts(about: Mailbox(address: $0))
            }
            interactions = try await reader.numbers(onlyOf: Set(addresses)).count
            stored = try await reader.counts().interactions
        }
        guard Self.isTooMuch(lost, of: all) || Self.isTooMuch(interactions, of: stored) else { return }
        throw EngineError(
            .tooMuchRemoval,
            """
            Facts are missing about \(lost) of \(all) mailboxes, and all that only they contributed would be removed, \
            \(interactions) of \(stored) interactions. 'rapport eligibility' says which facts. If that is right, use \
            --accept-removals.
            """
        )
    }

    /// Looks at what is older than is kept.
    ///
    /// - Throws: `EngineError` of code `tooMuchRemoval`, or what the store throws.
    func check(expiryBefore horizon: Timestamp) async throws {
        guard let reader else { return }
        let old = try await reader.count(before: horizon)
        let stored = try await reader.counts().interactions
        guard Self.isTooMuch(old, of: stored) else { return }
        throw EngineError(
            .tooMuchRemoval,
            """
            \(old) of \(stored) interactions are from before \(horizon.iso8601), which is longer than they are kept, and \
            would be removed. All else was done. If that is right, use --accept-removals.
            """
        )
    }
}

extension EligibilityService {
    /// Whether a mailbox is refused for nothing but facts that nobody told.
    ///
    /// What is held is not refused in this sense: it is not removed.
    fileprivate func lacksFacts(about mailbox: Mailbox) throws -> Bool {
        let decision = try decide(mailbox)
        return !decision.isHeld && !decision.reasons.isEmpty && decision.reasons.allSatisfy(\.isMissingFact)
    }
}

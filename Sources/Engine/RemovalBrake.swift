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

    /// Looks at the mailboxes about which facts are missing, and at those that are not to be read any more.
    ///
    /// - Throws: `EngineError` of code `tooMuchRemoval`, or what the store and the log throw.
    func check(_ eligibility: EligibilityService) async throws {
        let held = try eligibility.held(eligibility.mailboxes)
        let unknown = try held.known.count { try eligibility.lacksFacts(about: $0) }
        let all = held.known.count + held.others
        var (interactions, stored) = (0, 0)
        if let reader {
            let listed = Set(eligibility.mailboxes)
            let addresses = try await reader.readMailboxes().filter { address in
                let mailbox = Mailbox(address: address)
                return try !listed.contains(eligibility.mailbox(meantBy: mailbox))
                    || eligibility.lacksFacts(about: mailbox)
            }
            interactions = try await reader.numbers(onlyOf: Set(addresses)).count
            stored = try await reader.counts().interactions
        }
        guard Self.isTooMuch(unknown + held.others, of: all) || Self.isTooMuch(interactions, of: stored) else { return }
        var causes: [String] = []
        if unknown > 0 { causes.append("Facts are missing about \(unknown) of \(all) mailboxes.") }
        if unknown < all, held.others > 0 || unknown == 0 {
            causes.append(
                "\(held.others) of \(all) mailboxes are not to be read any more: neither the users nor 'mailboxes' name them."
            )
        }
        throw EngineError(
            .tooMuchRemoval,
            """
            \(causes.joined(separator: " ")) All that only they contributed would be removed, \(interactions) of \(stored) \
            interactions. 'rapport eligibility' says more. If that is right, use --accept-removals.
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

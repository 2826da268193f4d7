import Connector
import Eligibility
import Interactions

/// Stops a run before anything is removed that nobody decided and that looks as if only a file, a setting, a service or
/// a clock were wrong.
struct RemovalBrake {
    /// Nil before anything was stored.
    let reader: (any InteractionReader)?

    /// Beyond a third it is taken for a mistake, in the smallest tenants too.
    private static func isTooMuch(_ part: Int, of all: Int) -> Bool { part > 0 && part * 3 > all }

    /// Looks at the mailboxes about which facts are missing, those that a setting alone refuses, and those that are not
    /// to be read any more.
    ///
    /// - Throws: `EngineError` of code `tooMuchRemoval`, or what the store and the log throw.
    func check(_ eligibility: EligibilityService) async throws {
        let held = try eligibility.held(eligibility.mailboxes)
        let undecided = try held.known.compactMap { try eligibility.undecidedReasons(against: $0) }
        let unknown = undecided.count { $0.contains(where: \.isMissingFact) }
        let all = held.known.count + held.others
        var (interactions, stored) = (0, 0)
        if let reader {
            let listed = Set(eligibility.mailboxes)
            let addresses = try await reader.readMailboxes().filter { address in
                let mailbox = Mailbox(address: address)
                return try !listed.contains(eligibility.mailbox(meantBy: mailbox))
                    || eligibility.undecidedReasons(against: mailbox) != nil
            }
            interactions = try await reader.numbers(onlyOf: Set(addresses)).count
            stored = try await reader.counts().interactions
        }
        let going = undecided.count + held.others
        guard Self.isTooMuch(going, of: all) || Self.isTooMuch(interactions, of: stored) else { return }
        var causes: [String] = []
        if unknown > 0 { causes.append("Facts are missing about \(unknown) of \(all) mailboxes.") }
        let settled = undecided.filter { !$0.contains(where: \.isMissingFact) }
        if !settled.isEmpty {
            let texts = Set(settled.joined().map(\.text)).sorted().joined(separator: " ")
            causes.append("The configuration alone refuses \(settled.count) of \(all) mailboxes: \(texts)")
        }
        if held.others > 0 || undecided.isEmpty {
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
    /// Every reason against a mailbox if there is none that somebody decided: facts that nobody told, and what a
    /// setting alone says; else nil.
    ///
    /// What is held is not refused in this sense: it is not removed.
    fileprivate func undecidedReasons(against mailbox: Mailbox) throws -> [Reason]? {
        let decision = try decide(mailbox)
        let isUndecided = decision.reasons.allSatisfy { $0.isMissingFact || $0.source == .configuration }
        return decision.isHeld || decision.reasons.isEmpty || !isUndecided ? nil : decision.reasons
    }
}

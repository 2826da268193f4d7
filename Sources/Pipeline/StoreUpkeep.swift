package import Connector
import Eligibility
package import Interactions

/// Removes what may not be kept any more; needs no source, so it also runs where nobody may be read.
package struct StoreUpkeep: Sendable {
    /// What was removed, and why.
    package struct Outcome: Sendable {
        package var purges: [Purge] = []
        package var removal = CommitSummary()
    }

    private let store: any InteractionStore
    private let decide: Decide
    private let retention: Retention?
    private let now: @Sendable () -> Timestamp

    package init(
        store: any InteractionStore,
        decide: @escaping Decide,
        retention: Retention?,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.store = store
        self.decide = decide
        self.retention = retention
        self.now = now
    }

    /// The first instant that is kept, nil for ever.
    var horizon: Timestamp? { retention?.horizon(at: now()) }

    /// Purges refused mailboxes, then lets go of what is older than retention.
    ///
    /// - Throws: what the store or `decide` throws; what is removed stays removed, and the next time goes on.
    package func run() async throws -> Outcome {
        var outcome = try await purge()
        if let horizon { outcome.removal += try await store.expire(before: horizon) }
        return outcome
    }

    /// Purges every mailbox of which something is stored and that is refused now, whether anybody asked for it or not.
    func purge() async throws -> Outcome {
        var outcome = Outcome()
        var refused: [Mailbox.ID] = []
        for id in try await store.mailboxes() {
            guard let mailbox = EmailAddress(id.text).map(Mailbox.init(address:)),
                case .refused(let reasons) = try await decide(mailbox).outcome
            else { continue }
            outcome.purges.append(Purge(mailbox: mailbox, reasons: reasons))
            refused.append(id)
        }
        outcome.removal = try await store.purge(refused)
        return outcome
    }
}

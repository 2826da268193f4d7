package import Connector
package import Eligibility
package import Interactions
import Normalization

/// Removes what may not be kept any more; needs no source, so it also runs where nobody may be read.
package struct StoreUpkeep: Sendable {
    /// What was removed, and why.
    package struct Outcome: Sendable {
        package var purges: [Purge] = []
        /// What the purges removed and changed.
        package var purged = CommitSummary()
        /// Whether nothing could expire, because no service said what time it is.
        package var awaitsTime = false
        /// What was older than retention.
        package var expired = CommitSummary()
        /// What was planned, and never happened.
        package var lapsed = CommitSummary()
        /// What follows from settings that changed.
        package var derived = CommitSummary()

        package init() {}
    }

    let store: any InteractionStore
    let decide: Decide
    let retention: Retention?
    let now: @Sendable () -> Timestamp
    let told: @Sendable () -> Timestamp?
    private let latestTold: @Sendable () -> Timestamp
    private let askForTime: @Sendable () async -> Void
    private let mayExpire: @Sendable (Timestamp) async throws -> Void
    /// Asked about a whole table at once, which came with something in it or empty; false if that is not to be
    /// believed.
    let believes: @Sendable (_ table: StreamID, _ isEmpty: Bool) async throws -> Bool
    private let record: @Sendable (Step) async throws -> Void

    /// What is about to be done, or was.
    package enum Step: Sendable {
        /// Who may be read, at the beginning of a run and again at its end.
        case decided([Decision])
        case willPurge([Purge])
        case purged([Purge], CommitSummary)
        case expired(CommitSummary)
    }

    /// - Parameters:
    ///   - decide: asked about every mailbox of which something is stored.
    ///   - retention: nil keeps interactions for ever.
    ///   - told: the time that services agree with, by which everything expires; nil if none has answered yet.
    ///   - latestTold: the latest of the machine's time and what services say; nil for `now`.
    ///   - askForTime: asks one of them.
    ///   - mayExpire: asked before anything expires that occurred before an instant; throws if it may not.
    ///   - believes: asked when a table was read from its start to its end and named nothing although something of it
    ///     is stored, and told when it named something; false leaves everything as it was.
    ///   - record: told of decisions, and of every step that removes something.
    package init(
        store: any InteractionStore,
        decide: @escaping Decide,
        retention: Retention?,
        now: @escaping @Sendable () -> Timestamp,
        told: (@Sendable () -> Timestamp?)? = nil,
        latestTold: (@Sendable () -> Timestamp)? = nil,
        askForTime: @escaping @Sendable () async -> Void = {},
        mayExpire: @escaping @Sendable (Timestamp) async throws -> Void = { _ in },
        believes: @escaping @Sendable (_ table: StreamID, _ isEmpty: Bool) async throws -> Bool = { _, _ in true },
        record: @escaping @Sendable (Step) async throws -> Void = { _ in }
    ) {
        self.store = store
        self.decide = decide
        self.retention = retention
        self.now = now
        self.told = told ?? now
        self.latestTold = latestTold ?? now
        self.askForTime = askForTime
        self.mayExpire = mayExpire
        self.believes = believes
        self.record = record
    }

    /// The first instant that is kept; nil for ever, and as long as no service has said what time it is.
    var horizon: Timestamp? { retention.flatMap { retention in told().map { retention.horizon(at: $0) } } }

    /// The last instant at which a mail may have been sent: a day after the later of what the machine and the services
    /// say, so that neither clock alone makes anything of the present a thing of the future.
    var latest: Timestamp { latestTold().advanced(by: .seconds(86_400)) }

    /// Whether it was planned, and its time passed without anybody saying that it happened.
    func isOver(_ interaction: Interaction) -> Bool {
        interaction.flags.contains(.planned) && told().map { interaction.occurredAt < $0 } == true
    }

    /// Decides on everybody as of now, and has it recorded.
    ///
    /// - Throws: what `decide` or `record` throws.
    func decisions(on mailboxes: [Mailbox]) async throws -> [Decision] {
        var decisions: [Decision] = []
        for mailbox in mailboxes { decisions.append(try await decide(mailbox)) }
        try await record(.decided(decisions))
        return decisions
    }

    /// Purges refused mailboxes, then lets go of what is older than retention; but nothing expires on this machine's
    /// word.
    ///
    /// - Throws: what the store, `decide`, `mayExpire` or `record` throws; what is removed stays removed, and the next
    ///   time goes on.
    package func run() async throws -> Outcome {
        var outcome = try await purgeAndHold()
        if retention != nil, told() == nil { await askForTime() }
        outcome.awaitsTime = retention != nil && told() == nil
        if let horizon {
            try await mayExpire(horizon)
            outcome.expired = try await store.expire(before: horizon)
        }
        if outcome.expired != CommitSummary() { try await record(.expired(outcome.expired)) }
        if let instant = told() { outcome.lapsed = try await store.lapse(before: instant) }
        return outcome
    }

    /// Works out again what is stored, if it was worked out with other settings.
    ///
    /// - Throws: what the store throws; the next time goes on there.
    func derive(_ derivation: SideDerivation, until isStopped: @escaping @Sendable () -> Bool) async throws -> Outcome {
        var outcome = Outcome()
        outcome.derived = try await store.derive(derivation.fingerprint, until: isStopped) { derivation($0) }
        return outcome
    }

    /// Purges every mailbox of which something is stored and that is refused now, whether anybody asked for it or not.
    ///
    /// - Throws: what the store, `decide` or `record` throws.
    package func purge() async throws -> Outcome { try await purge(unread()) }

    /// Also holds those about which too little is known; to be called only after everybody was asked who could tell.
    ///
    /// - Throws: what the store, `decide` or `record` throws.
    func purgeAndHold() async throws -> Outcome {
        let unread = try await unread()
        let outcome = try await purge(unread)
        try await store.hold(unread.held)
        return outcome
    }

    /// Whose mailboxes may not be read now although something of them is stored.
    private struct Unread {
        var refused: [Purge] = []
        /// Facts that nobody could tell just now are no evidence; nothing is told of them, and nothing goes.
        var held: Set<EmailAddress> = []
    }

    private func unread() async throws -> Unread {
        var unread = Unread()
        for id in try await store.mailboxes() {
            guard let mailbox = EmailAddress(id.text).map(Mailbox.init(address:)) else { continue }
            let decision = try await decide(mailbox)
            if decision.isHeld {
                unread.held.insert(mailbox.address)
            } else if !decision.reasons.isEmpty {
                unread.refused.append(Purge(mailbox: mailbox, reasons: decision.reasons))
            }
        }
        return unread
    }

    private func purge(_ unread: Unread) async throws -> Outcome {
        var outcome = Outcome()
        outcome.purges = unread.refused
        let isIdle = unread.refused.isEmpty
        if !isIdle { try await record(.willPurge(outcome.purges)) }
        outcome.purged = try await store.purge(unread.refused.map(\.mailbox.id))
        if !isIdle { try await record(.purged(outcome.purges, outcome.purged)) }
        return outcome
    }
}

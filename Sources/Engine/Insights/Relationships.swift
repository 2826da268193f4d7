package import Connector
package import Eligibility
package import Interactions
package import Scoring
import Settings

/// Everything that the store knows about relationships, scored at one clock.
package struct Relationships: Sendable {
    package let index: RecordIndex
    package let board: Scoreboard
    /// By record, what it needs, told once for each relationship.
    package let attentions: [Attention]
    package let people: People
    /// The colleagues who may be named as introducers.
    package let introducers: [UInt32]
    /// Whether a mailbox is still being read for the first time.
    package let isReading: Bool
    /// Why nothing can be scored and what to do about it; nil if something can.
    package let emptiness: String?
    /// Of the sentences that are made of numbers.
    package let language: Language
    /// The store's last change that is in it.
    package let sequence: Int64
    let grounds: BoardReading.Grounds
    /// Who asks, as the settings say.
    let user: EmailAddress?
    let orders = RelationshipOrders()

    /// - Parameters:
    ///   - feature: decides whether Exchange data counts.
    ///   - clock: what lies after it is still to come.
    ///   - known: decides by facts that were read before; nil to ask for them.
    ///   - former: an earlier reading of the same store, from which only what changed has to be read.
    ///   - standing: whether the clock of that reading may stand still, as long as nothing changed that happened after
    ///     it.
    ///   - reader: of the installation's store; nil to open one.
    /// - Throws: `EngineError` if the feature is off; `StoreError`, or what the store throws.
    package init(
        _ engine: Engine,
        for feature: Feature,
        at clock: Timestamp,
        knowing known: EligibilityService? = nil,
        after former: Relationships? = nil,
        standing: Bool = false,
        from reader: (any InteractionReader)? = nil
    ) async throws {
        let configuration = engine.settings
        let eligibility = if let known { known } else { try await engine.eligibility() }
        let decision = try eligibility.decideTenant()[feature]
        guard decision.basis != .off else {
            let reasons = decision.reasons.map { "\n\($0.text) To do: \($0.remedy)" }.joined()
            throw EngineError(.notPermitted, "\(feature.name) is off.\(reasons)")
        }
        language = configuration.scoring.language
        user = configuration.user
        // Without consent and the like there are still the CRM's own data.
        let basis = decision.basis
        let reader = if let reader { reader } else { try engine.installation.reader() }
        let store = try await reader.snapshot()
        let extent = try await store.extent()
        sequence = extent.sequence
        let optedOut = try eligibility.optedOut()
        let people = try await People(store, without: optedOut)
        self.people = people.reading(reader)
        var all: [CRMRow] = []
        for row in try await Self.records(store) where try await !people.leavesOut(row, optedOut) { all.append(row) }
        let addresses = all.flatMap { record in
            [.record(record.reference)] + record.addresses.map { Participant.Address.smtp($0) }
        }
        let index = RecordIndex(all, people: try await people.persons(of: addresses))
        self.index = index
        let read = basis == .crmAndExchange ? try await store.readMailboxes() : []
        // What is held is kept, and not shown.
        let held = try Set(read.filter { try eligibility.decide(Mailbox(address: $0)).isHeld })
        let mailboxes = read.filter { !held.contains($0) }
        var options = configuration.scoring.options
        options.usesExchange = !mailboxes.isEmpty
        grounds = BoardReading.Grounds(
            epoch: extent.epoch,
            usesExchange: options.usesExchange,
            optedOut: optedOut.fingerprint,
            untold: Set(try await store.numbers(onlyOf: held))
        )
        board = try await BoardReading(
            store: store,
            grounds: grounds,
            people: people,
            index: index,
            options: options,
            now: clock.microseconds
        ).board(after: former, standing: standing)
        attentions = board.attentions()
        // On CRM data alone its active users stand in for those whose mailboxes are read.
        // Who lost admission since the last sync is not named any more, though what he contributed goes with the next.
        let colleagues =
            mailboxes.isEmpty
            ? all.filter { $0.reference.table == .user && $0.isActive }.flatMap(\.addresses)
            : try mailboxes.filter { try eligibility.decide(Mailbox(address: $0)).admission != nil }
        let hidden = try await people.persons(of: configuration.introductions.hidden.map { .smtp($0) })
        let unnamed = Set(hidden.values.map { index.book.canonicalAddress(of: $0) })
        introducers = try await people.persons(of: colleagues.map { .smtp($0) }).values
            .map { index.book.canonicalAddress(of: $0) }.filter { !unnamed.contains($0) }
        isReading = try await store.isReading()
        emptiness = Self.emptiness(
            configuration,
            records: index.records.count,
            interactions: board.history.presentCount,
            mailboxes: mailboxes.count
        )
    }

    /// All rows of the CRM, in the order of their references.
    static func records(_ store: any InteractionReader) async throws -> [CRMRow] {
        var all: [CRMRow] = []
        while true {
            let page = try await store.rows(after: all.last?.reference, limit: 5_000)
            guard !page.isEmpty else { return all }
            all += page
        }
    }

    /// The same for copies of these, and another one for what is scored before or after: with it all that is told of
    /// them is the same.
    package var scoring: any AnyObject & Sendable { orders }

    /// What answers say that they stand on: `exchange`, or `crm` alone.
    package var basis: String { board.options.usesExchange ? "exchange" : "crm" }

    /// What is shown in place of a score while its mailboxes are still being read.
    package func health(of record: Int) -> Health { shown(board.scores[record].health) }

    /// The same of a score that the board has not.
    func shown(_ health: Health) -> Health {
        var health = health
        if isReading, health.state == .noActivities || health.state == .notEnough { health.state = .inProgress }
        return health
    }

    /// Names of people by their numbers: the CRM's, else their addresses.
    package func names(of persons: some Sequence<UInt32>) async throws -> [UInt32: String] {
        var names: [UInt32: String] = [:]
        var unknown: [UInt32] = []
        for person in persons {
            names[person] = index.name(of: person)
            if names[person] == nil { unknown.append(person) }
        }
        for (person, address) in try await people.addresses(of: unknown) { names[person] = address.text }
        return names
    }

    /// Who knows whom, of the persons of one target.
    package func introductions() -> Introductions {
        Introductions(
            history: board.history,
            book: index.book,
            options: board.options,
            now: board.now,
            nameable: introducers
        )
    }
}

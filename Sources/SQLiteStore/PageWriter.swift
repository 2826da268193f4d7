import Connector
import Eligibility
import GRDB
import Interactions

/// Writes into the tables inside of one transaction, and counts what changed.
///
/// It keeps two things true of every interaction that is not deleted: its row says what its first copy says, in the
/// order of `sighting`'s primary key; and a copy has a row in `differing_content` exactly if it says something else.
struct PageWriter {
    let db: Database
    var interned: AddressNumbers
    var erased: ErasedPeople
    private(set) var summary = CommitSummary()
    var counters = CounterChange()
    /// Addresses that may belong to another row of the CRM than before.
    var changedAddresses: Set<Int64> = []
    private var sequence: Int64
    private let sequenceBefore: Int64
    /// Whether any mail may wait for the one that it is a copy of.
    private var knowsNameless: Bool
    private let insertInteraction: RawStatement
    private let insertSighting: RawStatement

    init(_ db: Database, interned: AddressNumbers, erased: ErasedPeople) throws {
        self.db = db
        self.interned = interned
        self.erased = erased
        let last = try RawStatement(db, "SELECT sequence FROM meta").first({ _ in }, { $0.integer(0) })
        sequence = last ?? 0
        sequenceBefore = sequence
        let nameless = try RawStatement(db, "SELECT 1 FROM nameless LIMIT 1")
        knowsNameless = try nameless.first({ _ in }, { _ in true }) ?? false
        insertInteraction = try RawStatement(
            db,
            """
            INSERT INTO interaction (number, id, deleted, decision, \(Provenance.columns), \(StoredContent.columns))
            VALUES (?, ?, 0, ?, \(Provenance.marks), \(StoredContent.marks)) ON CONFLICT (id) DO NOTHING
            """
        )
        insertSighting = try RawStatement(
            db,
            """
            INSERT INTO sighting (interaction, rank, key, stream, presence, generation, decision)
            VALUES (?, ?, ?, ?, \(Presence.held.rawValue), ?, ?) ON CONFLICT (stream, key) DO NOTHING
            """
        )
    }

    /// To be called last, before the transaction ends.
    mutating func finish() throws {
        try saveChangedAddresses()
        try counters.save(db)
        guard sequence != sequenceBefore else { return }
        try RawStatement(db, "UPDATE meta SET sequence = ?").run { $0.add(sequence) }
    }

    mutating func nextSequence() -> Int64 {
        sequence += 1
        return sequence
    }

    // MARK: Copies come

    /// One copy as a page brings it.
    private struct Copy {
        let key: Int64
        let rank: Sighting.Rank
        let decision: Int64
        let regarding: CRMReference?
        let content: StoredContent

        /// Of the interaction as long as this is its only copy.
        var provenance: Provenance {
            Provenance(isInExchange: rank != .crm, isInCRM: rank == .crm, regarding: regarding)
        }
    }

    /// - Parameter row: the stream's, with the generation that the copy is seen in.
    mutating func see(_ admitted: Admitted<Sighting>, in row: StreamRow) throws {
        let sighting = admitted.value
        guard let interaction = withoutErased(sighting.interaction) else {
            return try leaveUntold(sighting.interaction.id, key: row.key(of: sighting.item), in: row)
        }
        let participants = try ParticipantCoding.encode(interaction.participants) {
            try interned.number(of: $0, db)
        }
        let copy = Copy(
            key: row.key(of: sighting.item),
            rank: sighting.rank,
            decision: try interned.number(ofDecision: admitted.decision.text, db),
            regarding: sighting.rank == .crm ? withoutErased(sighting.regarding) : nil,
            content: StoredContent(interaction, participants: participants)
        )
        guard sighting.lacksMessageID else { return try see(copy, as: interaction.id, in: row) }
        let twins = try twins(of: copy.content, areNamed: true)
        if twins.count == 1, let target = try interactionRow(number: twins[0]) {
            return try see(copy, of: target, in: row)
        }
        try see(copy, as: interaction.id, in: row, isNameless: true)
    }

    private mutating func see(
        _ copy: Copy,
        as id: InteractionID,
        in row: StreamRow,
        isNameless: Bool = false
    ) throws {
        // Most copies are new ones of new interactions, so these two are tried before anything is looked up.
        if let number = try insert(id, as: copy) {
            if try !insert(copy, of: number, in: row) {
                try leavePrevious(of: copy.key, in: row)
                _ = try insert(copy, of: number, in: row)
            }
            try join(number, saying: copy.content, isNameless: isNameless)
        } else if let target = try interactionRow(id) {
            guard !target.isDeleted, contradicts(copy.content, target.content) else {
                try see(copy, of: target, in: row)
                // What was removed is like new.
                if target.isDeleted { try join(target.number, saying: copy.content, isNameless: isNameless) }
                return
            }
            try see(copy, apartFrom: target, as: id, in: row)
        }
    }

    /// A mail waits for the one that it is a copy of, or takes those that wait for it.
    private mutating func join(_ number: Int64, saying content: StoredContent, isNameless: Bool) throws {
        if isNameless {
            try noteNameless(number)
            knowsNameless = true
        } else if knowsNameless {
            try takeNameless(into: number, saying: content)
        }
    }

    /// Of mails that have one Message-ID and are two, the earliest keeps the identity, in whatever order they come.
    private mutating func see(
        _ copy: Copy,
        apartFrom target: InteractionRow,
        as id: InteractionID,
        in row: StreamRow
    ) throws {
        let isEarlier = copy.content.occurredAt < target.content.occurredAt
        guard let other = try identity(of: isEarlier ? target.content : copy.content, beside: id) else {
            return try see(copy, of: target, in: row)
        }
        guard isEarlier else { return try see(copy, as: other, in: row) }
        let leaving = Copy(
            key: 0,
            rank: target.provenance.isInExchange ? .received : .crm,
            decision: target.decision,
            regarding: target.provenance.regarding,
            content: target.content
        )
        if let number = try insert(other, as: leaving) {
            try moveCopies(from: target.number, to: number)
        } else if let known = try interactionRow(other) {
            if known.isDeleted {
                let provenance = target.provenance
                try update(known, content: target.content, decision: target.decision, provenance: provenance)
                summary.added += 1
            }
            try moveCopies(from: target.number, to: known.number)
        }
        try see(copy, of: target, in: row)
        try join(target.number, saying: copy.content, isNameless: false)
    }

    private mutating func see(_ copy: Copy, of target: InteractionRow, in row: StreamRow) throws {
        if try !insert(copy, of: target.number, in: row) {
            if let before = try sightingRow(row.id, copy.key), before.interaction == target.number {
                return try seeAgain(copy, of: target, before: before, in: row)
            }
            try leavePrevious(of: copy.key, in: row)
            _ = try insert(copy, of: target.number, in: row)
        }
        if target.isDeleted {
            try update(target, content: copy.content, decision: copy.decision, provenance: copy.provenance)
            summary.added += 1
        } else if copy.content != target.content {
            try setDifferingContent(copy.content, row.id, copy.key)
            try settle(target.number)
        } else if copy.decision != target.decision || copy.provenance != target.provenance {
            try settle(target.number)
        }
    }

    private mutating func seeAgain(
        _ copy: Copy,
        of target: InteractionRow,
        before: SightingRow,
        in row: StreamRow
    ) throws {
        let says = try differingContent(row.id, copy.key) ?? target.content
        let isUnchanged =
            try before.rank == Int64(copy.rank.rawValue) && before.decision == copy.decision && says == copy.content
            && (copy.rank != .crm || regarding(row.id, copy.key) == copy.regarding)
        if isUnchanged, before.presence == .held, before.generation == row.generation { return }
        let sql = """
            UPDATE sighting SET presence = \(Presence.held.rawValue), generation = ?, rank = ?, decision = ?
            WHERE stream = ? AND key = ?
            """
        try RawStatement(db, sql).run {
            $0.add(row.generation)
            $0.add(Int64(copy.rank.rawValue))
            $0.add(copy.decision)
            $0.add(row.id)
            $0.add(copy.key)
        }
        if before.presence != .held { counters.sightings += 1 }
        guard !isUnchanged else { return }
        if copy.rank == .crm { try setRegarding(copy.regarding, row.id, copy.key) }
        try setDifferingContent(copy.content == target.content ? nil : copy.content, row.id, copy.key)
        try settle(target.number)
    }

    /// Makes room for an item that became another interaction.
    private mutating func leavePrevious(of key: Int64, in row: StreamRow) throws {
        guard let before = try sightingRow(row.id, key) else { return }
        try deleteSighting(row.id, key)
        try RawStatement(db, "INSERT OR IGNORE INTO previous_interaction (owner, interaction) VALUES (?, ?)").run {
            $0.add(row.owner)
            $0.add(before.interaction)
        }
        try settle(before.interaction)
    }

    /// Whoever is known by number was not erased, so that only the others have to be hashed.
    private func withoutErased(_ interaction: Interaction) -> Interaction? {
        erased.isEmpty ? interaction : interaction.erasing { !interned.knows($0) && erased.contains($0) }
    }

    func withoutErased(_ reference: CRMReference?) -> CRMReference? {
        reference.flatMap { !erased.isEmpty && $0.isPerson && erased.contains(.record($0)) ? nil : $0 }
    }

    /// Forgets what the item was: it became something of which nothing may be told.
    private mutating func leaveUntold(_ id: InteractionID, key: Int64, in row: StreamRow) throws {
        guard let before = try sightingRow(row.id, key) else { return }
        guard try interactionRow(id)?.number == before.interaction else { return try leavePrevious(of: key, in: row) }
        try deleteSighting(row.id, key)
        try settle(before.interaction)
        try removeIfUnspoken(before.interaction)
    }

    // MARK: Who speaks

    /// Lets the first copy speak; without any copy the row goes on saying what it says.
    mutating func settle(_ number: Int64) throws {
        guard let first = try firstCopy(of: number) else { return }
        let provenance = try provenance(of: number)
        if let says = try differingContent(first.stream, first.key), let row = try interactionRow(number: number) {
            try keepDifferingContents(of: number)
            try change(row, content: says, decision: first.decision, provenance: provenance)
            try dropDifferingContents(of: number)
        } else if first.decision != first.rowDecision || provenance != first.rowProvenance {
            sequence += 1
            let sql = """
                UPDATE interaction SET (changed, decision, \(Provenance.columns)) = (?, ?, \(Provenance.marks))
                WHERE number = ?
                """
            try RawStatement(db, sql).run {
                $0.add(sequence)
                $0.add(first.decision)
                provenance.bind(to: &$0)
                $0.add(number)
            }
            summary.changed += 1
        }
    }

    /// Lets the row say something else.
    mutating func change(
        _ row: InteractionRow,
        content: StoredContent,
        decision: Int64,
        provenance: Provenance
    ) throws {
        try update(row, content: content, decision: decision, provenance: provenance)
        summary.changed += 1
    }

    /// What the copies of an interaction together say of where it is known.
    func provenance(of number: Int64) throws -> Provenance {
        let exchange = "SELECT 1 FROM sighting WHERE interaction = ? AND rank < \(Sighting.Rank.crm.rawValue) LIMIT 1"
        let crm = """
            SELECT regarding FROM sighting LEFT JOIN activity USING (stream, key)
            WHERE interaction = ? AND rank = \(Sighting.Rank.crm.rawValue) ORDER BY key LIMIT 1
            """
        let regarding = try RawStatement(db, crm).first({ $0.add(number) }, { $0.reference(0) })
        return Provenance(
            isInExchange: try RawStatement(db, exchange).first({ $0.add(number) }, { _ in true }) ?? false,
            isInCRM: regarding != nil,
            regarding: regarding ?? nil
        )
    }

    /// Removes what no copy speaks for, whoever may expect it.
    mutating func removeIfUnspoken(_ number: Int64) throws {
        let select = try RawStatement(db, "SELECT 1 FROM sighting WHERE interaction = ? LIMIT 1")
        let isSpoken = try select.first({ $0.add(number) }, { _ in true }) ?? false
        if !isSpoken { try remove(number) }
    }

    /// Empties the interaction's row, which stays to be told downstream, and removes its copies.
    mutating func remove(_ number: Int64) throws {
        guard let target = try interactionRow(number: number), !target.isDeleted else { return }
        try deleteSightings("interaction = ?") { $0.add(number) }
        let content = StoredContent(removed: target.content.kind)
        try update(target, content: content, decision: target.decision, provenance: .nowhere, isDeleted: true)
        summary.removed += 1
    }

    // MARK: Rows

    /// The new row's number, nil if the interaction is known.
    private mutating func insert(_ id: InteractionID, as copy: Copy) throws -> Int64? {
        try insertInteraction.run {
            $0.add(sequence + 1)
            $0.add(id.hash)
            $0.add(copy.decision)
            copy.provenance.bind(to: &$0)
            copy.content.bind(to: &$0)
        }
        guard db.changesCount > 0 else { return nil }
        sequence += 1
        summary.added += 1
        counters.count(kind: copy.content.kind, isDeleted: false, 1)
        return sequence
    }

    /// False if the item is known.
    private mutating func insert(_ copy: Copy, of interaction: Int64, in row: StreamRow) throws -> Bool {
        try insertSighting.run {
            $0.add(interaction)
            $0.add(Int64(copy.rank.rawValue))
            $0.add(copy.key)
            $0.add(row.id)
            $0.add(row.generation)
            $0.add(copy.decision)
        }
        guard db.changesCount > 0 else { return false }
        counters.sightings += 1
        if copy.regarding != nil { try setRegarding(copy.regarding, row.id, copy.key) }
        return true
    }

    private mutating func update(
        _ before: InteractionRow,
        content: StoredContent,
        decision: Int64,
        provenance: Provenance,
        isDeleted: Bool = false
    ) throws {
        sequence += 1
        counters.count(kind: before.content.kind, isDeleted: before.isDeleted, -1)
        counters.count(kind: content.kind, isDeleted: isDeleted, 1)
        try RawStatement(
            db,
            """
            UPDATE interaction SET (changed, deleted, decision, \(Provenance.columns), \(StoredContent.columns))
            = (?, ?, ?, \(Provenance.marks), \(StoredContent.marks)) WHERE number = ?
            """
        ).run {
            $0.add(sequence)
            $0.add(isDeleted ? 1 : 0)
            $0.add(decision)
            provenance.bind(to: &$0)
            content.bind(to: &$0)
            $0.add(before.number)
        }
    }
}

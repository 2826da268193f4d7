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
    /// Nil where nothing is told downstream.
    let naming: FeedNaming?
    var summary = CommitSummary()
    var counters = CounterChange()
    /// Addresses that may belong to another row of the CRM, or to another person, than before.
    var changedAddresses: Set<Int64> = []
    /// Whether other addresses may be one person's than before.
    var changesPersons = false
    /// Which addresses are one person's, as far as somebody asked.
    private(set) var persons: Persons?
    /// The same before the transaction began; nil where nobody remembers.
    let personsBefore: Persons?
    /// Whether more is to come soon, so that who is who need not be looked up for what is stored already.
    var isInTheMiddle = false
    /// What may be another mail's copy than before.
    var doubts: IdentityDoubts
    private var sequence: Int64
    private let sequenceBefore: Int64
    private let insertInteraction: RawStatement
    private let insertSighting: RawStatement

    /// - Parameter persons: as they were known last, of whichever version.
    init(
        _ db: Database,
        interned: AddressNumbers,
        erased: ErasedPeople,
        naming: FeedNaming?,
        persons: Persons?
    ) throws {
        self.db = db
        self.interned = interned
        self.erased = erased
        self.erased.plusAddressing = try PlusAddressing(db)
        self.naming = naming
        let last = try RawStatement(db, "SELECT sequence FROM meta").first({ _ in }, { $0.integer(0) })
        sequence = last ?? 0
        sequenceBefore = sequence
        doubts = try IdentityDoubts(db)
        personsBefore = try persons?.isCurrent(db) == true ? persons : nil
        self.persons = personsBefore
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
            INSERT INTO sighting (interaction, rank, key, stream, presence, generation, decision, changed_at_us)
            VALUES (?, ?, ?, ?, \(Presence.held.rawValue), ?, ?, ?) ON CONFLICT (stream, key) DO NOTHING
            """
        )
    }

    /// To be called last, before the transaction ends.
    mutating func finish() throws {
        let changes = changesPersons || !changedAddresses.isEmpty
        if changes {
            try RawStatement(db, "UPDATE meta SET persons = persons + 1").run { _ in }
            persons = nil
        }
        if doubts.knowsAny { try doubtMailsOfOthers(changes) }
        try settleIdentities()
        try saveChangedAddresses()
        try counters.save(db)
        guard sequence != sequenceBefore else { return }
        try RawStatement(db, "UPDATE meta SET sequence = ?").run { $0.add(sequence) }
    }

    /// Which addresses are one person's; what the transaction itself changes counts at its end.
    mutating func currentPersons() throws -> Persons {
        let current = try Persons.current(persons, db)
        persons = current
        return current
    }

    mutating func nextSequence() -> Int64 {
        sequence += 1
        return sequence
    }

    // MARK: Rows

    /// The new row's number, nil if the interaction is known.
    mutating func insert(_ id: InteractionID, as copy: Copy) throws -> Int64? {
        let count = try insertInteraction.run {
            $0.add(sequence + 1)
            $0.add(id.hash)
            $0.add(copy.decision)
            copy.provenance.bind(to: &$0)
            copy.content.bind(to: &$0)
        }
        guard count > 0 else { return nil }
        sequence += 1
        summary.added += 1
        counters.count(kind: copy.content.kind, isDeleted: false, 1)
        return sequence
    }

    /// False if the item is known.
    mutating func insert(_ copy: Copy, of interaction: Int64, in row: StreamRow) throws -> Bool {
        let count = try insertSighting.run {
            $0.add(interaction)
            $0.add(Int64(copy.rank.rawValue))
            $0.add(copy.key)
            $0.add(row.id)
            $0.add(row.generation)
            $0.add(copy.decision)
            $0.add(copy.changedAt)
        }
        guard count > 0 else { return false }
        counters.sightings += 1
        doubts.add(copy.content)
        if copy.activity != .empty { try setActivity(copy.activity, row.id, copy.key) }
        return true
    }

    mutating func update(
        _ before: InteractionRow,
        content: StoredContent,
        decision: Int64,
        provenance: Provenance,
        isDeleted: Bool = false
    ) throws {
        try noteParticipants(of: before, now: content)
        try notePartition(of: before, now: content)
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

import Interactions

/// A row of `sighting`: one copy of an interaction, without what it says.
struct SightingRow {
    let stream: Int64
    let key: Int64
    let interaction: Int64
    var rank: Sighting.Rank
    /// Nil for what no version of the store writes.
    let presence: Presence?
    let generation: Int64
    let decision: Int64
    /// Microseconds since 1970; 0 where nobody says so.
    let changedAt: Int64

    /// In the order in which they are read.
    static let columns = """
        sighting.stream, sighting.key, sighting.interaction, sighting.rank, sighting.presence, sighting.generation, \
        sighting.decision, sighting.changed_at_us
        """
    static let columnCount: Int32 = 8

    /// The copy that speaks comes first.
    static let order = "sighting.rank, sighting.changed_at_us DESC, sighting.key"

    /// The same order of rows that were read.
    static func speaksBefore(_ left: SightingRow, _ right: SightingRow) -> Bool {
        (left.rank.rawValue, -left.changedAt, left.key) < (right.rank.rawValue, -right.changedAt, right.key)
    }

    /// Whether it is known of a mailbox, which has an owner.
    var isOwners: Bool { rank < .crm }
}

extension SightingRow {
    /// Reads the first columns of a row, which are `columns`.
    init(_ row: borrowing RowCursor) {
        stream = row.integer(0)
        key = row.integer(1)
        interaction = row.integer(2)
        rank = Sighting.Rank(rawValue: Int(row.integer(3))) ?? .crm
        presence = Presence(rawValue: row.integer(4))
        generation = row.integer(5)
        decision = row.integer(6)
        changedAt = row.integer(7)
    }

    /// What is written of a copy that a page brings.
    init(_ copy: PageWriter.Copy, of interaction: Int64, in row: StreamRow) {
        stream = row.id
        key = copy.key
        self.interaction = interaction
        rank = copy.rank
        presence = .held
        generation = row.generation
        decision = copy.decision
        changedAt = copy.changedAt
    }
}

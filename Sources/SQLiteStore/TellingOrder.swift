import Connector
import GRDB

/// The order in which interactions are told where addresses belong to other rows of the CRM than before: an interaction
/// comes with the last change of its own, or of an address that it names or a row that it links one to.
///
/// No index leads from an address to what names it, so all interactions are looked at once; 16 bytes are kept for each
/// one that is to be told, and serve page after page.
struct TellingOrder {
    private let start: ChangePosition
    /// What changed later is not in here.
    let end: ChangePosition
    private var entries: [ChangePosition] = []

    /// - Parameter start: only what comes after it.
    init(after start: ChangePosition, _ db: Database) throws {
        self.start = start
        let last = try RawStatement(db, "SELECT sequence FROM meta").first({ _ in }, { $0.integer(0) }) ?? 0
        end = ChangePosition(sequence: last)
        let highest = try RawStatement(db, "SELECT max(id) FROM address").first({ _ in }, { $0.integer(0) }) ?? 0
        var changes = [Int64](repeating: 0, count: Int(highest) + 1)
        try RawStatement(db, "SELECT address, sequence FROM address_change WHERE sequence >= ?").forEach({
            $0.add(start.sequence)
        }) { changes[Int($0.integer(0))] = $0.integer(1) }
        let rows = "SELECT number, coalesce(changed, number), participants, links FROM interaction"
        try RawStatement(db, rows).forEach { row in
            var sequence = row.integer(1)
            func note(_ address: Int64) {
                guard address >= 0, address < changes.count else { return }
                sequence = max(sequence, changes[Int(address)])
            }
            ParticipantCoding.forEach(in: row.blob(2)) { _, address in note(address) }
            for link in NumberedLink.decode(row.blob(3)) { note(link.record) }
            let entry = ChangePosition(sequence: sequence, number: row.integer(0))
            if entry > start { entries.append(entry) }
        }
        entries.sort()
    }

    /// Whether it says what comes after a position.
    func serves(_ position: ChangePosition) -> Bool { start <= position && position < end }

    /// Up to `limit` of those after a position; fewer are the last ones.
    func entries(after position: ChangePosition, limit: Int) -> ArraySlice<ChangePosition> {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle] > position { high = middle } else { low = middle + 1 }
        }
        return entries[low...].prefix(limit)
    }
}

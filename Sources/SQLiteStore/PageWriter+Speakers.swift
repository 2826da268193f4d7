import Connector
import Interactions

/// Which copy speaks for an interaction, and what becomes of one that no copy speaks for.
extension PageWriter {
    /// Lets the first copy speak; without any copy the row goes on saying what it says.
    mutating func settle(_ number: Int64) throws {
        guard let first = try firstCopy(of: number) else { return }
        let provenance = try provenance(of: number)
        if let says = try differingContent(first.stream, first.key), let row = try interactionRow(number: number) {
            try keepDifferingContents(of: number)
            try change(row, content: says, decision: first.decision, provenance: provenance)
            try dropDifferingContents(of: number)
        } else if first.decision != first.rowDecision || provenance != first.rowProvenance {
            let sequence = nextSequence()
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
            SELECT regarding, links FROM sighting LEFT JOIN activity USING (stream, key)
            WHERE interaction = ? AND rank = \(Sighting.Rank.crm.rawValue) ORDER BY key
            """
        let activities = try RawStatement(db, crm).all({ $0.add(number) }) {
            ActivityRow(regarding: $0.reference(0), links: $0.blob(1))
        }
        return Provenance(
            isInExchange: try RawStatement(db, exchange).first({ $0.add(number) }, { _ in true }) ?? false,
            isInCRM: !activities.isEmpty,
            regarding: activities.first?.regarding,
            links: activities.count < 2
                ? activities.first?.links ?? []
                : NumberedLink.encode(activities.flatMap { NumberedLink.decode($0.links) })
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
}

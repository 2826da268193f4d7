import Connector
import Interactions

/// Which copy speaks for an interaction, and what becomes of one that no copy speaks for.
extension PageWriter {
    /// A copy and what it says.
    struct Said {
        let row: SightingRow
        let content: StoredContent
        /// See `NumberedLink`; read where it decides which mail a copy is of.
        var links: [UInt8] = []
    }

    /// Lets the first copy speak, with what others know of their owners; without any copy the row goes on saying what
    /// it says.
    ///
    /// - Parameter added: what a copy says that was not there before, if that is all that changed.
    mutating func settle(_ number: Int64, adding added: Said? = nil) throws {
        guard let first = try firstSightingRow(of: number), let row = try interactionRow(number: number) else { return }
        let provenance = try provenance(of: number)
        let told: StoredContent
        if let added, (added.row.stream, added.row.key) != (first.stream, first.key),
            !row.content.contradictsAnswers(of: added.content)
        {
            // Of hundreds of copies only the new one can add anything.
            told = added.row.isOwners ? try joined(row.content, with: [added.content]) : row.content
        } else {
            told = try together(try said(of: number)) ?? row.content
        }
        if told != row.content {
            try keepDifferingContents(of: number)
            try change(row, content: told, decision: first.decision, provenance: provenance)
            try dropDifferingContents(of: number)
        } else if first.decision != row.decision || provenance != row.provenance {
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

    /// What the copies say together; nil of none.
    ///
    /// - Parameter copies: the one that speaks first.
    func together(_ copies: [Said]) throws -> StoredContent? {
        guard let first = copies.first else { return nil }
        return try joined(first.content, with: copies.dropFirst().filter(\.row.isOwners).map(\.content))
    }

    /// What the copies say together, each kept with what it says differently; nil of none.
    mutating func settleContents(_ copies: [Said]) throws -> StoredContent? {
        guard let told = try together(copies) else { return nil }
        for copy in copies {
            try setDifferingContent(copy.content == told ? nil : copy.content, copy.row.stream, copy.row.key)
        }
        return told
    }

    private func joined(_ content: StoredContent, with others: [StoredContent]) throws -> StoredContent {
        try content.joined(with: others) { left, right in
            let texts = try [left, right].map { try SQLiteInteractionStore.address($0, db)?.text ?? "" }
            return texts[0] == texts[1]
                ? texts[0].utf8.lexicographicallyPrecedes(texts[1].utf8) : texts[0] < texts[1]
        }
    }

    /// Every copy with what it says, the one that speaks first.
    private func said(of number: Int64) throws -> [Said] {
        try RawStatement(db, Self.selectSaid).all({ $0.add(number) }) {
            Said(row: SightingRow($0), content: StoredContent($0, first: SightingRow.columnCount))
        }
    }

    /// Put together once: it is long.
    private static let selectSaid = """
        SELECT \(SightingRow.columns), \(StoredContent.columns(of: "differing_content", orOf: "interaction"))
        FROM sighting JOIN interaction ON interaction.number = sighting.interaction
        LEFT JOIN differing_content USING (stream, key) WHERE sighting.interaction = ? ORDER BY \(SightingRow.order)
        """

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

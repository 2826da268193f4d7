import Connector
import GRDB
import Interactions

extension PageWriter {
    /// One step of `InteractionStore.derive`; true when every interaction was looked at.
    ///
    /// They are looked at in the order of their numbers: what comes meanwhile comes behind.
    mutating func derive(_ fingerprint: String, limit: Int, _ rule: (StoredCopy) -> StoredCopy) throws -> Bool {
        let select = try RawStatement(db, "SELECT derivation, ifnull(derived_to, -1) FROM meta")
        let last = try select.first({ _ in }) { (fingerprint: $0.text(0), position: $0.integer(1)) }
        let isSame = last?.fingerprint.map { $0.utf8.elementsEqual(fingerprint.utf8) } ?? false
        let position = isSame ? last?.position ?? 0 : 0
        guard position >= 0 else { return true }
        let limit = max(1, limit)
        let sql = "SELECT number FROM interaction WHERE deleted = 0 AND number > ? ORDER BY number LIMIT ?"
        let numbers = try RawStatement(db, sql).all(
            {
                $0.add(position)
                $0.add(Int64(limit))
            },
            { $0.integer(0) }
        )
        for number in numbers { try derive(number, rule) }
        let end = numbers.count < limit ? nil : numbers.last
        try RawStatement(db, "UPDATE meta SET (derivation, derived_to) = (?, ?)").run {
            $0.add(fingerprint)
            if let end { $0.add(end) } else { $0.addNull() }
        }
        return end == nil
    }

    /// A copy, what it says, and what it says by the rule.
    private struct Derived {
        let said: Said
        let isChanged: Bool
    }

    /// Writes nothing where the rule changes nothing.
    private mutating func derive(_ number: Int64, _ rule: (StoredCopy) -> StoredCopy) throws {
        guard let row = try interactionRow(number: number), !row.isDeleted else { return }
        let select = """
            SELECT \(SightingRow.columns), owner.address FROM sighting
            JOIN stream ON stream.id = sighting.stream JOIN owner ON owner.id = stream.owner WHERE interaction = ?
            """
        let copies = try RawStatement(db, select).all({ $0.add(number) }) {
            (row: SightingRow($0), owner: $0.text(SightingRow.columnCount))
        }
        guard !copies.isEmpty else {
            let says = try derived(row.content, rank: .received, owner: nil, rule).content
            guard says != row.content else { return }
            return try change(row, content: says, decision: row.decision, provenance: row.provenance)
        }
        let derived = try copies.map { copy in
            let says = try differingContent(copy.row.stream, copy.row.key) ?? row.content
            let new = try self.derived(says, rank: copy.row.rank, owner: copy.owner, rule)
            var ranked = copy.row
            ranked.rank = new.rank
            return Derived(
                said: Said(row: ranked, content: new.content),
                isChanged: new.rank != copy.row.rank || new.content != says
            )
        }
        let all = derived.map(\.said).sorted { SightingRow.speaksBefore($0.row, $1.row) }
        guard let first = all.first?.row else { return }
        let isTold = try together(all) == row.content && first.decision == row.decision
        if isTold, !derived.contains(where: \.isChanged) { return }
        for copy in all {
            try RawStatement(db, "UPDATE sighting SET rank = ?1 WHERE stream = ?2 AND key = ?3 AND rank <> ?1").run {
                $0.add(Int64(copy.row.rank.rawValue))
                $0.add(copy.row.stream)
                $0.add(copy.row.key)
            }
        }
        guard let told = try settleContents(all), !isTold else { return }
        try change(row, content: told, decision: first.decision, provenance: row.provenance)
    }

    /// What the rule makes of a content.
    ///
    /// Keeps the numbers of addresses, which are not interned: whoever is interned counts as not erased.
    private func derived(
        _ content: StoredContent,
        rank: Sighting.Rank,
        owner: String?,
        _ rule: (StoredCopy) -> StoredCopy
    ) throws -> (content: StoredContent, rank: Sighting.Rank) {
        var numbers: [Int64] = []
        let participants = try ParticipantCoding.decode(content.participants) { number in
            let address = try SQLiteInteractionStore.address(number, db)
            if address != nil { numbers.append(number) }
            return address
        }
        // Which one it is makes no difference to what is derived.
        let id = InteractionID(KeyedHash(high: 0, low: 0))
        guard let interaction = content.interaction(id, participants: participants) else { return (content, rank) }
        let mailbox = owner.flatMap { EmailAddress($0) }
        let copy = rule(StoredCopy(interaction: interaction, rank: rank, mailbox: mailbox))
        precondition(copy.interaction.participants.count == numbers.count, "A rule of derivation names others.")
        var next = numbers.makeIterator()
        let bytes = ParticipantCoding.encode(copy.interaction.participants) { _ in next.next() ?? 0 }
        return (StoredContent(copy.interaction, participants: bytes), copy.rank)
    }
}

import GRDB
import Interactions

extension PageWriter {
    /// One step of `InteractionStore.erase`; true when nobody is named any more by this address.
    ///
    /// Interactions are looked at in the order of their numbers. What comes meanwhile comes without the person, so what
    /// was looked at once stays clean.
    mutating func erase(_ person: Participant.Address, hash: PersonHash, limit: Int) throws -> Bool {
        let select = try RawStatement(db, "SELECT ifnull(position, -1) FROM erased WHERE hash = ?")
        let known = try select.first({ $0.add(hash.hash) }, { $0.integer(0) })
        if known == nil {
            try RawStatement(db, "INSERT INTO erased (hash, position) VALUES (?, 0)").run { $0.add(hash.hash) }
            erased.insert(hash)
            // What is in there counts as not erased.
            interned = AddressNumbers()
            try requireScrub()
        }
        if case .smtp(let address) = person, known == nil { try eraseCRMRows(of: address) }
        let position = known ?? 0
        guard position >= 0 else { return true }
        let find = try RawStatement(db, "SELECT id FROM address WHERE text = ?")
        var end: Int64?
        if let address = try find.first({ $0.add(person.text) }, { $0.integer(0) }) {
            end = try erase(address, after: position, limit: max(1, limit))
            if end == nil { try RawStatement(db, "DELETE FROM address WHERE id = ?").run { $0.add(address) } }
        }
        try RawStatement(db, "UPDATE erased SET position = ? WHERE hash = ?").run {
            if let end { $0.add(end) } else { $0.addNull() }
            $0.add(hash.hash)
        }
        // Last, because by its row the person is found again if this is interrupted.
        if end == nil, case .record(let reference) = person { try eraseCRMRow(reference) }
        return end == nil
    }

    /// The number of the last interaction that was looked at, nil if there are no more.
    private mutating func erase(_ address: Int64, after position: Int64, limit: Int) throws -> Int64? {
        var found: Set<Int64> = []
        func look(at participants: [UInt8], of interaction: Int64) {
            ParticipantCoding.forEach(in: participants) { if $1 == address { found.insert(interaction) } }
        }
        var last = position
        var count = 0
        let rows = "SELECT number, participants FROM interaction WHERE number > ? ORDER BY number LIMIT ?"
        try RawStatement(db, rows).forEach({
            $0.add(position)
            $0.add(Int64(limit))
        }) { row in
            last = row.integer(0)
            count += 1
            look(at: row.blob(1), of: last)
        }
        let differing = """
            SELECT interaction, participants FROM sighting CROSS JOIN differing_content USING (stream, key)
            WHERE interaction > ? AND interaction <= ?
            """
        try RawStatement(db, differing).forEach({
            $0.add(position)
            $0.add(last)
        }) { look(at: $0.blob(1), of: $0.integer(0)) }
        for number in found.sorted() { try eraseAll(from: number) }
        return count < limit ? nil : last
    }

    /// Lets every copy say what it would have said from the start. Others whose erasure is not complete go as well:
    /// they would be interned, and count as not erased.
    private mutating func eraseAll(from number: Int64) throws {
        guard let row = try interactionRow(number: number), !row.isDeleted else { return }
        let select = "SELECT stream, key, decision FROM sighting WHERE interaction = ? ORDER BY rank, key"
        let copies = try RawStatement(db, select).all({ $0.add(number) }) {
            (stream: $0.integer(0), key: $0.integer(1), decision: $0.integer(2))
        }
        var speaker: (content: StoredContent, decision: Int64)?
        if copies.isEmpty { speaker = try erasing(row.content).map { ($0, row.decision) } }
        for copy in copies {
            let says = try differingContent(copy.stream, copy.key) ?? row.content
            guard let content = try erasing(says) else {
                try deleteSighting(copy.stream, copy.key)
                continue
            }
            let first = speaker ?? (content, copy.decision)
            speaker = first
            try setDifferingContent(content == first.content ? nil : content, copy.stream, copy.key)
        }
        guard let speaker else { return try remove(number) }
        let provenance = try copies.isEmpty ? row.provenance : provenance(of: number)
        if speaker.content != row.content || speaker.decision != row.decision || provenance != row.provenance {
            try change(number, content: speaker.content, decision: speaker.decision, provenance: provenance)
        }
    }

    /// `Interaction.erasing` for what a row says.
    private mutating func erasing(_ content: StoredContent) throws -> StoredContent? {
        let participants = try ParticipantCoding.decode(content.participants) {
            try SQLiteInteractionStore.address($0, db)
        }
        // Which one it is makes no difference to what is left of it.
        let id = InteractionID(KeyedHash(high: 0, low: 0))
        let interaction = content.interaction(id, participants: participants)
        guard let left = interaction?.erasing({ erased.contains($0) }) else { return nil }
        return StoredContent(
            left,
            participants: try ParticipantCoding.encode(left.participants) { try interned.number(of: $0, db) }
        )
    }
}

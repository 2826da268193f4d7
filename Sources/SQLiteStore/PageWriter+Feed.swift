import Connector
import GRDB
import Interactions

/// What the feed tells beside the interactions' rows.
extension PageWriter {
    /// Remembers how many took part where fewer do now, so that the others are told as deletions.
    func noteParticipants(of before: InteractionRow, now content: StoredContent) throws {
        guard before.content.participants != content.participants else { return }
        let (old, new) = (before.content.participantCount, content.participantCount)
        let select = try RawStatement(db, "SELECT count FROM most_participants WHERE interaction = ?")
        let known = try select.first({ $0.add(before.number) }, { $0.integer(0) })
        guard new < old || known != nil else { return }
        let most = max(Int64(old), known ?? 0)
        let write =
            Int64(new) < most
            ? "INSERT OR REPLACE INTO most_participants (interaction, count) VALUES (?1, ?2)"
            : "DELETE FROM most_participants WHERE interaction = ?1 AND ?2 > 0"
        try RawStatement(db, write).run {
            $0.add(before.number)
            $0.add(most)
        }
    }

    /// Remembers, before the row says something else, which conversation it was first in: what is told of it later
    /// follows what was told before only in the same partition.
    func notePartition(of before: InteractionRow, now content: StoredContent) throws {
        guard before.content.conversation != content.conversation else { return }
        let insert = """
            INSERT INTO first_partition (interaction, partition)
            SELECT number, coalesce(conversation, id) FROM interaction WHERE number = ? ON CONFLICT DO NOTHING
            """
        try RawStatement(db, insert).run { $0.add(before.number) }
    }

    /// See `InteractionStore.hold`.
    mutating func hold(_ mailboxes: Set<EmailAddress>) throws {
        let wanted = mailboxes.isEmpty ? [] : Set(try SQLiteInteractionStore.numbers(onlyOf: mailboxes, db))
        let known = Set(try RawStatement(db, "SELECT interaction FROM untold").all({ _ in }, { $0.integer(0) }))
        let insert = try RawStatement(db, "INSERT INTO untold (interaction) VALUES (?)")
        let delete = try RawStatement(db, "DELETE FROM untold WHERE interaction = ?")
        let tell = try RawStatement(db, "UPDATE interaction SET changed = ? WHERE number = ? AND deleted = 0")
        for number in wanted.symmetricDifference(known).sorted() {
            try (wanted.contains(number) ? insert : delete).run { $0.add(number) }
            let sequence = nextSequence()
            try tell.run {
                $0.add(sequence)
                $0.add(number)
            }
        }
    }

    // MARK: Derived streams

    /// See `InteractionStore.retell`.
    mutating func retell(_ stream: FeedStream, as rows: [KeyedHash: [UInt8]]) throws {
        let select = try RawStatement(db, "SELECT key, content FROM derived_row WHERE stream = ?")
        var known: [KeyedHash: [UInt8]?] = [:]
        try select.forEach({ $0.add(stream.rawValue) }) { row in
            guard let key = KeyedHash(bytes: row.blob(0)) else { return }
            known[key] = .some(row.isNull(1) ? nil : row.blob(1))
        }
        for (key, content) in rows.sorted(by: { $0.key < $1.key }) {
            let before = known.removeValue(forKey: key)
            guard before != .some(.some(content)) else { continue }
            if before == nil || before == .some(nil) { summary.added += 1 } else { summary.changed += 1 }
            try tell(stream.rawValue, key, content)
        }
        for (key, content) in known.sorted(by: { $0.key < $1.key }) where content != nil {
            try tell(stream.rawValue, key, nil)
            summary.removed += 1
        }
    }

    /// Tells a row as a deletion where it was told at all; its content is gone at once.
    mutating func untell(_ key: FeedKey) throws {
        guard let key = naming?(key) else { return }
        let select = try RawStatement(db, "SELECT stream FROM derived_row WHERE key = ? AND content IS NOT NULL")
        for stream in try select.all({ $0.add(key) }, { $0.text(0) }) {
            try requireScrub()
            try tell(stream ?? "", key, nil)
        }
    }

    private mutating func tell(_ stream: String, _ key: KeyedHash, _ content: [UInt8]?) throws {
        let sequence = nextSequence()
        let upsert = """
            INSERT INTO derived_row (stream, key, sequence, content) VALUES (?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET (sequence, content) = (excluded.sequence, excluded.content)
            """
        try RawStatement(db, upsert).run {
            $0.add(stream)
            $0.add(key)
            $0.add(sequence)
            if let content { $0.add(blob: content) } else { $0.addNull() }
        }
    }
}

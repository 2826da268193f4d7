import Connector
import GRDB
import Interactions

/// What the feed tells beside the interactions' rows.
extension PageWriter {
    /// Remembers who took part and does not any more, and forgets it of who takes part again.
    func noteParticipants(of before: InteractionRow, now content: StoredContent) throws {
        guard let naming, before.content.participants != content.participants else { return }
        let (old, new) = (Self.parts(before.content), Self.parts(content))
        let left = old.subtracting(new)
        let select = try RawStatement(db, "SELECT keys FROM former_participant WHERE interaction = ?")
        let known = try select.first({ $0.add(before.number) }, { $0.blob(0) })
        guard !left.isEmpty || known != nil else { return }
        guard let id = try id(of: before.number) else { return }
        func keys(_ parts: Set<Part>) throws -> Set<KeyedHash> {
            try Set(
                parts.compactMap { part in
                    guard let role = Participant.Role(rawValue: part.role),
                        let address = try SQLiteInteractionStore.address(part.address, db)
                    else { return nil }
                    return naming(.participant(id, role, address))
                }
            )
        }
        var former = Set(FormerParticipants.keys(known ?? []))
        former.formUnion(try keys(left))
        former.subtract(try keys(new))
        try RawStatement(db, "DELETE FROM former_participant WHERE interaction = ?").run { $0.add(before.number) }
        guard !former.isEmpty else { return }
        try RawStatement(db, "INSERT INTO former_participant (interaction, keys) VALUES (?, ?)").run {
            $0.add(before.number)
            $0.add(blob: former.sorted().flatMap(\.bytes))
        }
    }

    private struct Part: Hashable {
        let role: Int
        let address: Int64
    }

    private static func parts(_ content: StoredContent) -> Set<Part> {
        var parts: Set<Part> = []
        ParticipantCoding.forEach(in: content.participants) { head, number in
            parts.insert(Part(role: head >> 4, address: number))
        }
        return parts
    }

    private func id(of number: Int64) throws -> InteractionID? {
        let select = try RawStatement(db, "SELECT id FROM interaction WHERE number = ?")
        return try select.first({ $0.add(number) }, { KeyedHash(bytes: $0.blob(0)) })?.map { InteractionID($0) }
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

import Connector
import GRDB
import Interactions

/// A stream's row while a transaction works on it.
struct StreamRow {
    let id: Int64
    let stream: StreamID
    private(set) var generation: Int64
    private(set) var isInRound: Bool

    /// Finds the stream's row, or makes it.
    init(_ stream: StreamID, _ db: Database) throws {
        self.stream = stream
        let select = try RawStatement(
            db,
            "SELECT id, generation, in_round FROM stream WHERE source = ? AND mailbox = ? AND kind = ? AND folder = ?"
        )
        let known = try select.first({ Self.bind(stream, &$0) }) { ($0.integer(0), $0.integer(1), $0.integer(2) == 1) }
        if let known {
            (id, generation, isInRound) = known
        } else {
            let insert = "INSERT INTO stream (source, mailbox, kind, folder) VALUES (?, ?, ?, ?)"
            try RawStatement(db, insert).run { Self.bind(stream, &$0) }
            (id, generation, isInRound) = (db.lastInsertedRowID, 0, false)
        }
    }

    static func bind(_ stream: StreamID, _ binding: inout Binding) {
        binding.add(stream.source)
        binding.add(stream.mailbox.text)
        binding.add(stream.kind.rawValue)
        binding.add(stream.folder)
    }

    mutating func beginRound() {
        generation += 1
        isInRound = true
    }

    mutating func endRound() {
        isInRound = false
    }

    func save(_ checkpoint: Checkpoint, _ db: Database) throws {
        let sql = "UPDATE stream SET cursor = ?, settings = ?, generation = ?, in_round = ? WHERE id = ?"
        try RawStatement(db, sql).run {
            $0.add(checkpoint.cursor.text)
            $0.add(checkpoint.settings)
            $0.add(generation)
            $0.add(isInRound ? 1 : 0)
            $0.add(id)
        }
    }
}

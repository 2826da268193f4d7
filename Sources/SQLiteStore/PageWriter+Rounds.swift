import Connector
import GRDB
import Interactions

extension PageWriter {
    /// Rows looked at in one go; a sweep of any size needs no more memory than this.
    private static let batch = 1_000

    /// Lets go of what the round that just ended did not name.
    mutating func sweep(_ row: StreamRow) throws {
        let sql = """
            SELECT key FROM sighting WHERE stream = ? AND live = 1 AND generation < ? AND key > ?
            ORDER BY key LIMIT \(Self.batch)
            """
        var last = Int64.min
        while true {
            let keys = try RawStatement(db, sql).all(
                {
                    $0.add(row.id)
                    $0.add(row.generation)
                    $0.add(last)
                },
                { $0.integer(0) }
            )
            for key in keys { try letGo(key: key, from: row) }
            guard keys.count == Self.batch, let end = keys.last else { return }
            last = end
        }
    }

    /// Lets go of everything in a stream that is not there any more, and forgets its cursor.
    mutating func drop(_ row: StreamRow) throws {
        var empty = row
        empty.beginRound()
        try sweep(empty)
        try RawStatement(db, "DELETE FROM postponed WHERE stream = ?").run { $0.add(row.id) }
        let sql = "UPDATE stream SET cursor = NULL, settings = NULL, generation = ?, in_round = 0 WHERE id = ?"
        try RawStatement(db, sql).run {
            $0.add(empty.generation)
            $0.add(row.id)
        }
    }

    /// Removes what no copy stands for any more.
    mutating func removeAbandoned() throws {
        while true {
            let numbers = try RawStatement(db, "SELECT interaction FROM abandoned LIMIT \(Self.batch)").all({ _ in }) {
                $0.integer(0)
            }
            if numbers.isEmpty { return }
            for number in numbers {
                let isSeen = try RawStatement(db, "SELECT 1 FROM sighting WHERE interaction = ? LIMIT 1").first(
                    { $0.add(number) },
                    { _ in true }
                )
                if isSeen == nil { try remove(number) }
                try RawStatement(db, "DELETE FROM abandoned WHERE interaction = ?").run { $0.add(number) }
            }
        }
    }

    /// Removes mail that no folder of any mailbox holds any more.
    mutating func removeDeletedMail() throws {
        let sql = """
            SELECT DISTINCT interaction FROM sighting AS gone WHERE live = 0 AND interaction > ? AND NOT EXISTS
            (SELECT 1 FROM sighting WHERE interaction = gone.interaction AND live = 1)
            ORDER BY interaction LIMIT \(Self.batch)
            """
        var last: Int64 = 0
        while true {
            let numbers = try RawStatement(db, sql).all({ $0.add(last) }, { $0.integer(0) })
            for number in numbers { try remove(number) }
            guard numbers.count == Self.batch, let end = numbers.last else { return }
            last = end
        }
    }
}

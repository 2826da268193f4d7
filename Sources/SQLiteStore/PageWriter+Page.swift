import Connector
import Eligibility
import GRDB
import Interactions

extension PageWriter {
    /// Applies a page's changes in their order.
    mutating func apply(_ changes: [StoreChange], to row: StreamRow) throws {
        var hasPostponed =
            try RawStatement(db, "SELECT 1 FROM postponed WHERE stream = ? LIMIT 1").first(
                { $0.add(row.id) },
                { _ in true }
            ) ?? false
        for change in changes {
            switch change {
            case .seen(let admitted):
                try see(admitted, in: row)
                if hasPostponed { try forgetPostponed(admitted.value.item, in: row) }
            case .gone(let item):
                try letGo(key: Int64(bitPattern: SightingKey(item, in: row.stream).bits), from: row)
                try forgetPostponed(item, in: row)
            case .postponed(let item, let code):
                try postpone(item, code: code, in: row)
                hasPostponed = true
            }
        }
    }

    private func postpone(_ item: ItemKey, code: String, in row: StreamRow) throws {
        let insert = """
            INSERT INTO postponed (stream, item, code) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET attempts = attempts + 1, code = excluded.code
            """
        try RawStatement(db, insert).run {
            $0.add(row.id)
            $0.add(item.text)
            $0.add(code)
        }
        // It is in the stream, if unreadable: the round must not sweep what an earlier reading knew of it.
        try RawStatement(db, "UPDATE sighting SET generation = ? WHERE stream = ? AND key = ?").run {
            $0.add(row.generation)
            $0.add(row.id)
            $0.add(Int64(bitPattern: SightingKey(item, in: row.stream).bits))
        }
    }

    private func forgetPostponed(_ item: ItemKey, in row: StreamRow) throws {
        try RawStatement(db, "DELETE FROM postponed WHERE stream = ? AND item = ?").run {
            $0.add(row.id)
            $0.add(item.text)
        }
    }

    /// Every stream that was ever read of a mailbox.
    func streams(of mailbox: Mailbox.ID, source: String) throws -> [StreamID] {
        let sql = "SELECT kind, folder FROM stream WHERE mailbox = ? AND source = ?"
        return try RawStatement(db, sql).all({
            $0.add(mailbox.text)
            $0.add(source)
        }) { ($0.text(0), $0.text(1)) }.compactMap { kind, folder in
            guard let kind = kind.flatMap(StreamID.Kind.init(rawValue:)), let folder else { return nil }
            return StreamID(source: source, mailbox: mailbox, kind: kind, folder: folder)
        }
    }
}

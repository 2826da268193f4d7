import Connector
import Eligibility
import GRDB
import Interactions

extension PageWriter {
    /// Applies a page's changes in their order.
    mutating func apply(_ changes: [StoreChange], to row: StreamRow) throws {
        let select = try RawStatement(db, "SELECT 1 FROM postponed WHERE stream = ? LIMIT 1")
        var mayBePostponed = try select.first({ $0.add(row.id) }, { _ in true }) ?? false
        for change in changes {
            switch change {
            case .seen(let admitted):
                try see(admitted, in: row)
                if mayBePostponed { try forgetPostponed(admitted.value.item, in: row) }
            case .row(let item, let crmRow):
                try see(crmRow, as: item, in: row)
                if mayBePostponed { try forgetPostponed(item, in: row) }
            case .link(let item, let link):
                try setLinks([link], of: item, in: row)
                if mayBePostponed { try forgetPostponed(item, in: row) }
            case .gone(let item):
                try letGo(item, from: row)
                if row.kind == .table { try forgetCRMRow(item, in: row) }
                if mayBePostponed { try forgetPostponed(item, in: row) }
            case .owner(let addresses): try setOwnerAddresses(addresses, of: row)
            case .postponed(let item, let code):
                try postpone(item, code: code, in: row)
                mayBePostponed = true
            case .unpostponed(let item): try forgetPostponed(item, in: row)
            }
        }
    }

    /// Lets go of what the round that just ended did not name.
    ///
    /// - Parameter span: the round says nothing of copies that tell of another time.
    mutating func sweep(_ row: StreamRow, within span: Range<Timestamp>?) throws {
        let sql = """
            UPDATE sighting SET presence = \(Presence.leaving.rawValue)
            WHERE stream = ? AND presence = \(Presence.held.rawValue) AND generation < ?
            \(span.map(Self.occurs) ?? "")
            """
        try RawStatement(db, sql).run {
            $0.add(row.id)
            $0.add(row.generation)
        }
        counters.sightings -= Int64(db.changesCount)
        if row.kind == .table { try sweepCRMRows(row) }
    }

    private mutating func letGo(_ item: ItemKey, from row: StreamRow) throws {
        let sql = """
            UPDATE sighting SET presence = \(Presence.leaving.rawValue)
            WHERE stream = ? AND key = ? AND presence = \(Presence.held.rawValue)
            """
        try RawStatement(db, sql).run {
            $0.add(row.id)
            $0.add(row.key(of: item))
        }
        counters.sightings -= Int64(db.changesCount)
    }

    private mutating func postpone(_ item: ItemKey, code: String, in row: StreamRow) throws {
        let insert = """
            INSERT INTO postponed (stream, item, code) VALUES (?, ?, ?)
            ON CONFLICT DO UPDATE SET attempts = attempts + 1, code = excluded.code
            """
        try RawStatement(db, insert).run {
            $0.add(row.id)
            $0.add(item.text)
            $0.add(code)
        }
        let isBack =
            try sightingRow(row.id, row.key(of: item)).map { $0.presence != .held } ?? false
        if isBack { counters.sightings += 1 }
        // It is in the stream, if unreadable: what an earlier reading knew of it must not be swept.
        let sql = """
            UPDATE sighting SET presence = \(Presence.held.rawValue), generation = ? WHERE stream = ? AND key = ?
            """
        try RawStatement(db, sql).run {
            $0.add(row.generation)
            $0.add(row.id)
            $0.add(row.key(of: item))
        }
        if row.kind == .table { try keepCRMRow(item, in: row) }
    }

    private func forgetPostponed(_ item: ItemKey, in row: StreamRow) throws {
        try RawStatement(db, "DELETE FROM postponed WHERE stream = ? AND item = ?").run {
            $0.add(row.id)
            $0.add(item.text)
        }
    }
}

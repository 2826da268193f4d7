import GRDB
import Interactions

/// What the CRM's copies say beside the interaction.
extension PageWriter {
    /// A row of `activity`.
    struct ActivityRow: Equatable {
        static let empty = ActivityRow(regarding: nil, links: [])

        let regarding: CRMReference?
        /// See `NumberedLink`.
        let links: [UInt8]
    }

    func activity(_ stream: Int64, _ key: Int64) throws -> ActivityRow {
        let select = try RawStatement(db, "SELECT regarding, links FROM activity WHERE stream = ? AND key = ?")
        return try select.first({
            $0.add(stream)
            $0.add(key)
        }) { ActivityRow(regarding: $0.reference(0), links: $0.blob(1)) } ?? .empty
    }

    func setActivity(_ row: ActivityRow, _ stream: Int64, _ key: Int64) throws {
        try RawStatement(db, "DELETE FROM activity WHERE stream = ? AND key = ?").run {
            $0.add(stream)
            $0.add(key)
        }
        guard row != .empty else { return }
        try RawStatement(db, "INSERT INTO activity (stream, key, regarding, links) VALUES (?, ?, ?, ?)").run {
            $0.add(stream)
            $0.add(key)
            $0.add(optional: row.regarding?.text)
            $0.add(blob: row.links)
        }
    }

    /// The links as they are stored, without those of whom nothing may be known.
    mutating func encode(_ links: Set<PartyLink>) throws -> [UInt8] {
        guard !links.isEmpty else { return [] }
        let kept = links.sorted().filter {
            erased.isEmpty || !erased.contains(.smtp($0.address)) && !erased.contains(.record($0.record))
        }
        return NumberedLink.encode(
            try kept.map {
                NumberedLink(
                    address: try interned.number(of: .smtp($0.address), db),
                    record: try interned.number(of: .record($0.record), db)
                )
            }
        )
    }

    /// The same of what is stored already; nobody in it is interned, because whoever is counts as not erased.
    func withoutErased(_ links: [UInt8]) throws -> [UInt8] {
        guard !links.isEmpty else { return links }
        return NumberedLink.encode(
            try NumberedLink.decode(links).filter { link in
                try [link.address, link.record].allSatisfy { number in
                    try SQLiteInteractionStore.address(number, db).map { !erased.contains($0) } ?? false
                }
            }
        )
    }

    func withoutErased(_ row: ActivityRow) throws -> ActivityRow {
        ActivityRow(regarding: withoutErased(row.regarding), links: try withoutErased(row.links))
    }
}

import Connector
import GRDB
import Interactions

/// What rows of the CRM say of two others.
extension PageWriter {
    /// Lets an item say these links and no others.
    mutating func setLinks(_ links: [CRMLink], of item: ItemKey, in row: StreamRow) throws {
        let kept = links.filter { withoutErased($0.record) != nil && withoutErased($0.other) != nil }
        let select = try RawStatement(db, "SELECT record, other FROM crm_link WHERE stream = ? AND item = ?")
        let known = try select.all({
            $0.add(row.id)
            $0.add(item.text)
        }) { row -> CRMLink? in
            guard let record = row.reference(0), let other = row.reference(1) else { return nil }
            return CRMLink(record: record, other: other)
        }
        if Set(known) != Set(kept) {
            if !known.isEmpty { try forgetLinks(item, in: row) }
            for link in Set(kept) {
                let insert = "INSERT INTO crm_link (stream, item, record, other, generation) VALUES (?, ?, ?, ?, ?)"
                try RawStatement(db, insert).run {
                    $0.add(row.id)
                    $0.add(item.text)
                    $0.add(link.record.text)
                    $0.add(link.other.text)
                    $0.add(row.generation)
                }
            }
        } else if !known.isEmpty {
            try keepLinks(item, in: row)
        }
    }

    mutating func forgetLinks(_ item: ItemKey, in row: StreamRow) throws {
        try removeLinks("stream = ? AND item = ?") {
            $0.add(row.id)
            $0.add(item.text)
        }
    }

    /// It is in the stream.
    func keepLinks(_ item: ItemKey, in row: StreamRow) throws {
        try RawStatement(db, "UPDATE crm_link SET generation = ? WHERE stream = ? AND item = ?").run {
            $0.add(row.generation)
            $0.add(row.id)
            $0.add(item.text)
        }
    }

    mutating func removeLinks(_ condition: String, _ bind: (inout Binding) -> Void) throws {
        try RawStatement(db, "DELETE FROM crm_link WHERE \(condition)").run(bind)
        if db.changesCount > 0 { try requireScrub() }
    }
}

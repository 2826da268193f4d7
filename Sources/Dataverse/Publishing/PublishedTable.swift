import FoundationEssentials
import Interactions
import OData

/// The table that relationships are written to: one of the organisation's own, with a lookup to the record.
///
/// Columns begin with the prefix of the table's name, as those of one publisher do. A row has the identifier of the
/// record that it is about, so that writing it twice makes one row.
package struct PublishedTable: Hashable, Sendable {
    /// The logical name, for example `rapport_relationship`.
    package let name: String
    private let prefix: String

    /// Nil for what is no name of a table of one's own: letters and digits after a prefix and an underscore.
    package init?(_ name: String) {
        let bytes = Array(name.utf8)
        guard let end = bytes.firstIndex(of: UInt8(ascii: "_")), (2...8).contains(end), bytes.count > end + 1,
            bytes.count <= 50, (0x61...0x7A).contains(bytes[0]),
            bytes.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_") })
        else { return nil }
        self.name = name
        prefix = String(decoding: bytes[...end], as: UTF8.self)
    }

    /// The key, and everything that is written.
    private enum Column: String, CaseIterable {
        case name, health, grade, trend, strength, lastcontact, nextcontact, basis
    }

    /// Tables whose rows are written about, with the set that a lookup names.
    static let sets: [(table: CRMReference.Table, set: String)] = [
        (.account, "accounts"), (.contact, "contacts"), (.lead, "leads"), (.opportunity, "opportunities"),
    ]

    private var key: String { name + "id" }

    private func column(_ column: Column) -> String { prefix + column.rawValue }

    private func lookup(_ table: CRMReference.Table) -> String { prefix + table.rawValue + "id" }

    /// Of everything that is written.
    var selection: String {
        ([key] + Column.allCases.map { column($0) } + Self.sets.map { "_\(lookup($0.table))_value" })
            .joined(separator: ",")
    }

    /// The row's identifier, and what it says; nil for one that is about nothing that we write about, or half empty.
    func relationship(of row: Row) -> (id: String, content: PublishedRelationship?)? {
        guard let id = row.text(key)?.lowercased() else { return nil }
        let records = Self.sets.compactMap { place in
            row.text("_\(lookup(place.table))_value").flatMap { CRMReference(place.table, id: $0) }
        }
        guard records.count == 1, records[0].id == id, let health = row.integer(column(.health)),
            let grade = row.text(column(.grade)), let trend = row.text(column(.trend)),
            let strength = row.integer(column(.strength)), let basis = row.text(column(.basis))
        else { return (id, nil) }
        let content = PublishedRelationship(
            record: records[0],
            health: health,
            grade: grade,
            trend: trend,
            strength: strength,
            lastContact: row.text(column(.lastcontact)).flatMap { Timestamp(iso8601: $0) },
            nextContact: row.text(column(.nextcontact)).flatMap { Timestamp(iso8601: $0) },
            basis: basis
        )
        return (id, content)
    }

    private enum Value: Encodable {
        case text(String)
        case number(Int)
        case none

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .number(let number): try container.encode(number)
            case .none: try container.encodeNil()
            }
        }
    }

    /// The row as it is written.
    func body(of relationship: PublishedRelationship) throws -> [UInt8] {
        let set = Self.sets.first { $0.table == relationship.record.table }?.set ?? ""
        func time(_ instant: Timestamp?) -> Value { instant.map { .text($0.iso8601) } ?? .none }
        // No name of a person: the lookup leads to the one that the CRM has.
        var values: [String: Value] = [column(.name): .text(relationship.record.text)]
        values[column(.health)] = .number(relationship.health)
        values[column(.grade)] = .text(relationship.grade)
        values[column(.trend)] = .text(relationship.trend)
        values[column(.strength)] = .number(relationship.strength)
        values[column(.lastcontact)] = time(relationship.lastContact)
        values[column(.nextcontact)] = time(relationship.nextContact)
        values[column(.basis)] = .text(relationship.basis)
        values[lookup(relationship.record.table) + "@odata.bind"] = .text("/\(set)(\(relationship.record.id))")
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(values))
    }
}

/// Names one row of the CRM.
package struct CRMReference: Hashable, Comparable, Sendable {
    /// The tables whose rows take part in activities or are what they are about; the raw value is Dataverse's logical
    /// name.
    package enum Table: String, Hashable, Sendable, CaseIterable {
        case account, contact, lead, opportunity
        case user = "systemuser"
        case team, queue

        /// Whether its rows are colleagues.
        package var isInternal: Bool {
            switch self {
            case .account, .contact, .lead, .opportunity: false
            case .user, .team, .queue: true
            }
        }
    }

    package let table: Table
    /// In lower case, 36 characters.
    package let id: String

    /// Whether its row is about one person.
    package var isPerson: Bool { table == .contact || table == .lead || table == .user }

    /// Nil unless `id` is a GUID of hexadecimal digits and hyphens, without braces.
    package init?(_ table: Table, id: String) {
        let bytes = Array(id.utf8)
        guard bytes.count == 36 else { return nil }
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case 0x2D where [8, 13, 18, 23].contains(index): break
            case 0x30...0x39, 0x41...0x46, 0x61...0x66: guard ![8, 13, 18, 23].contains(index) else { return nil }
            default: return nil
            }
        }
        self.table = table
        self.id = String(decoding: bytes.map { (0x41...0x46).contains($0) ? $0 + 0x20 : $0 }, as: UTF8.self)
    }

    /// The inverse of `text`.
    package init?(text: String) {
        let parts = text.split(separator: "/", maxSplits: 1)
        guard parts.count == 2, let table = Table(rawValue: String(parts[0])) else { return nil }
        self.init(table, id: String(parts[1]))
    }

    /// For example `contact/23ac0a32-4fb1-ec11-983e-000d3a8e5b1c`.
    package var text: String { "\(table.rawValue)/\(id)" }

    package static func < (left: Self, right: Self) -> Bool {
        (left.table.rawValue, left.id) < (right.table.rawValue, right.id)
    }
}

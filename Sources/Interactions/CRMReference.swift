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
        guard id.utf8.count == 36 else { return nil }
        var place = 0
        var hasCapitals = false
        for byte in id.utf8 {
            let isHyphen = place == 8 || place == 13 || place == 18 || place == 23
            switch byte {
            case 0x2D: guard isHyphen else { return nil }
            case 0x30...0x39, 0x61...0x66: guard !isHyphen else { return nil }
            case 0x41...0x46:
                guard !isHyphen else { return nil }
                hasCapitals = true
            default: return nil
            }
            place += 1
        }
        self.table = table
        self.id = hasCapitals ? id.lowercased() : id
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

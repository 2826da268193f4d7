import AuditLog
package import Interactions

/// One record of the log in words, with addresses as far as the file of users knows them.
package struct LogRow: Hashable, Sendable {
    package let number: Int
    package let at: Timestamp
    package let kind: String
    /// Addresses, or the keyed hashes that stand for them.
    package let about: [String]
    package let text: String

    init(_ record: AuditRecord, names: [String: String]) {
        number = record.number
        at = record.at
        kind = record.kind
        let (about, text) = Self.content(of: record)
        self.about = about.map { names[$0] ?? $0 }
        self.text = text
    }

    private static func content(of record: AuditRecord) -> (about: [String], text: String) {
        switch record.kind {
        case EventEntry.kind:
            guard let entry = try? record.body(as: EventEntry.self) else { break }
            let details = [entry.feature, entry.on.map { $0 ? "on" : "off" }, entry.roles?.joined(separator: ", ")]
            return ([entry.actor], ([entry.event.rawValue] + details.compactMap(\.self)).joined(separator: " "))
        case DecisionEntry.kind:
            guard let entry = try? record.body(as: DecisionEntry.self) else { break }
            return ([entry.mailbox], entry.decision)
        case TenantEntry.kind:
            guard let entry = try? record.body(as: TenantEntry.self) else { break }
            return ([], entry.decision)
        case ListEntry.kind:
            guard let entry = try? record.body(as: ListEntry.self) else { break }
            return ([], "\(entry.list) \(entry.isEmpty ? "empty" : "not empty any more")")
        case ClockEntry.kind:
            guard let entry = try? record.body(as: ClockEntry.self) else { break }
            return ([entry.actor].compactMap(\.self), "\(entry.event.rawValue) \(entry.machine)")
        case OptOutEntry.kind:
            guard let entry = try? record.body(as: OptOutEntry.self) else { break }
            return (entry.of, entry.isOut ? "opted out" : "no longer opted out")
        default:
            guard let entry = try? record.body(as: RemovalEntry.self) else { break }
            guard let removed = entry.removed else { return (entry.of, "begins") }
            return (entry.of, "\(removed) interactions removed, \(entry.changed ?? 0) changed")
        }
        return ([], "")
    }
}

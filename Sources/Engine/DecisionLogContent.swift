import AuditLog
import Eligibility
import Interactions

/// What the log holds as far as it matters for what comes next.
struct DecisionLogContent: Sendable {
    private(set) var events: [LifeCycleEvent] = []
    /// The last decision's id, by the keyed hash of its mailbox.
    private(set) var decisions: [String: String] = [:]
    /// The id of the last decision on the tenant.
    private(set) var tenant: String?
    /// Keyed hashes of who was erased.
    private(set) var erased: Set<String> = []
    /// Keyed hashes of mailboxes that were admitted, and not purged since.
    private(set) var held: Set<String> = []
    /// No clock can be earlier than this.
    private(set) var latest: Timestamp?
    /// Whether there is something that this version cannot understand, so that nobody may go on.
    private(set) var isFromNewerVersion = false
    var position: AuditPosition?
    /// Bytes of the log when it was read.
    var size = 0

    /// A number that changes with what decisions depend on.
    var standing: Int { events.count + erased.count }

    mutating func add(_ record: AuditRecord) {
        latest = max(latest ?? record.at, record.at)
        if !understand(record) { isFromNewerVersion = true }
    }

    private mutating func understand(_ record: AuditRecord) -> Bool {
        switch record.kind {
        case EventEntry.kind:
            guard let event = try? record.body(as: EventEntry.self).event(recordedAt: record.at) else { return false }
            events.append(event)
        case DecisionEntry.kind:
            guard let entry = try? record.body(as: DecisionEntry.self) else { return false }
            decisions[entry.mailbox] = entry.decision
            if entry.isAdmitted { held.insert(entry.mailbox) }
        case TenantEntry.kind:
            guard let entry = try? record.body(as: TenantEntry.self) else { return false }
            tenant = entry.decision
        default:
            guard let kind = RemovalEntry.Kind(rawValue: record.kind),
                let entry = try? record.body(as: RemovalEntry.self)
            else { return false }
            if kind == .erasure { erased.formUnion(entry.of) }
            // Not before it is done: a purge that was interrupted is still to be made.
            if entry.removed != nil { held.subtract(entry.of) }
        }
        return true
    }
}

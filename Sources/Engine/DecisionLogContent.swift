import AuditLog
import Eligibility
import Interactions

/// What the log holds as far as it matters for what comes next.
struct DecisionLogContent: Sendable {
    private var recorded: [RecordedEvent] = []
    /// How often the clock was set right: what was read before is to be read again.
    private(set) var clockCorrections = 0
    /// The last decision's id, by the keyed hash of its mailbox.
    private(set) var decisions: [String: String] = [:]
    /// The id of the last decision on the tenant.
    private(set) var tenant: String?
    /// Since when services' lists are empty, or not any more.
    private(set) var lists: EmptyLists.Known = [:]
    /// Keyed hashes of who was erased.
    private(set) var erased: Set<String> = []
    /// Keyed hashes of who opted out.
    private(set) var optedOut: Set<String> = []
    /// How often somebody opted out, or in again.
    private var optOuts = 0
    /// How often a removal was begun, or done.
    private(set) var removals = 0
    /// Keyed hashes of mailboxes that were admitted, and not purged since.
    private(set) var held: Set<String> = []
    /// No clock can be earlier than this, but for one that was set right since.
    private(set) var latest: Timestamp?
    /// Whether there is something that this version cannot understand, so that nobody may go on.
    private(set) var isFromNewerVersion = false
    var position: AuditPosition?
    /// Bytes of the log when it was read.
    var size = 0

    /// What happened and when, as far as is known now.
    var events: [LifeCycleEvent] { recorded.map(\.event) }

    /// A number that changes with what decisions and results depend on.
    var standing: Int { events.count + erased.count + optOuts }

    private struct RecordedEvent {
        let event: LifeCycleEvent
        /// Whether the configuration said when it happened.
        let isDeclared: Bool
    }

    mutating func add(_ record: AuditRecord) {
        latest = max(latest ?? record.at, record.at)
        if !understand(record) { isFromNewerVersion = true }
    }

    private mutating func understand(_ record: AuditRecord) -> Bool {
        switch record.kind {
        case EventEntry.kind:
            guard let entry = try? record.body(as: EventEntry.self), let event = entry.event(recordedAt: record.at)
            else { return false }
            recorded.append(RecordedEvent(event: event, isDeclared: entry.declaredFor != nil))
        case ListEntry.kind:
            guard let entry = try? record.body(as: ListEntry.self) else { return false }
            lists[entry.list] = EmptyLists.State(isEmpty: entry.isEmpty, since: record.at)
        case ClockEntry.kind:
            guard let entry = try? record.body(as: ClockEntry.self) else { return false }
            if entry.event == .corrected { setClock(to: record.at) }
        case DecisionEntry.kind:
            guard let entry = try? record.body(as: DecisionEntry.self) else { return false }
            decisions[entry.mailbox] = entry.decision
            if entry.isAdmitted { held.insert(entry.mailbox) }
        case TenantEntry.kind:
            guard let entry = try? record.body(as: TenantEntry.self) else { return false }
            tenant = entry.decision
        case OptOutEntry.kind:
            guard let entry = try? record.body(as: OptOutEntry.self) else { return false }
            optOuts += 1
            if entry.isOut { optedOut.formUnion(entry.of) } else { optedOut.subtract(entry.of) }
        default:
            guard let kind = RemovalEntry.Kind(rawValue: record.kind),
                let entry = try? record.body(as: RemovalEntry.self)
            else { return false }
            removals += 1
            if kind == .erasure { erased.formUnion(entry.of) }
            // Not before it is done: a purge that was interrupted is still to be made.
            if entry.removed != nil { held.subtract(entry.of) }
        }
        return true
    }

    /// What was recorded for a later time happened by now at the latest; what the configuration declared for one, not
    /// yet.
    private mutating func setClock(to now: Timestamp) {
        clockCorrections += 1
        latest = now
        lists = lists.mapValues { EmptyLists.State(isEmpty: $0.isEmpty, since: min($0.since, now)) }
        recorded = recorded.compactMap { event in
            guard event.event.at > now else { return event }
            guard !event.isDeclared else { return nil }
            return RecordedEvent(event: LifeCycleEvent(event.event.kind, at: now), isDeclared: false)
        }
    }
}

import AuditLog
import Connector
import Eligibility
import Interactions
import Normalization
import SQLiteStore

/// The audit log of one data directory in our own words: events, decisions and removals.
struct Journal {
    /// What the log holds as far as it matters for what comes next.
    struct Content: Sendable {
        var events: [LifeCycleEvent] = []
        /// Of mailboxes by their keyed hash: the last decision's id.
        var decisions: [String: String] = [:]
        /// The last decision on the tenant's id.
        var tenant: String?
        /// Keyed hashes of who was erased.
        var erased: Set<String> = []
        /// No clock can be earlier than this.
        var latest: Timestamp?
        /// Bytes read.
        var size = 0
    }

    private let log: AuditLog
    private let identity: IdentityHash

    /// - Throws: `StoreError` if the key cannot be read or made.
    init(_ configuration: RapportConfiguration) throws {
        self = try Self.make(configuration, key: try KeyFile.load(in: configuration.dataDirectory))
    }

    /// Nil if nothing was ever written; makes nothing.
    static func existing(_ configuration: RapportConfiguration) throws -> Journal? {
        try KeyFile.existing(in: configuration.dataDirectory).map { try make(configuration, key: $0) }
    }

    private static func make(_ configuration: RapportConfiguration, key: [UInt8]) throws -> Journal {
        guard let identity = IdentityHash(key: key, tenant: configuration.tenant) else {
            throw CommandFailure(.cannotCreate, "The data directory holds no usable key.")
        }
        let location = AuditLog.Location(
            directory: configuration.dataDirectory,
            head: configuration.eligibility.auditHeadFile
        )
        return Journal(log: AuditLog(location, key: key), identity: identity)
    }

    private init(log: AuditLog, identity: IdentityHash) {
        self.log = log
        self.identity = identity
    }

    /// Stands for somebody in the log.
    func pseudonym(of address: EmailAddress) -> String { identity.person(.smtp(address)).description }

    // MARK: Reading

    /// Grows with every record.
    var size: Int { log.size }

    func verify() throws -> AuditVerification { try log.verify() }

    /// Hands out every record, verified.
    func read(_ body: (AuditRecord) -> Void) throws { try log.read(body) }

    func content() throws -> Content {
        var content = Content()
        content.size = log.size
        try log.read { record in
            content.latest = max(content.latest ?? record.at, record.at)
            switch record.kind {
            case EventEntry.kind:
                if let kind = (try? record.body(as: EventEntry.self))?.lifeCycleEvent {
                    content.events.append(LifeCycleEvent(kind, at: record.at))
                }
            case DecisionEntry.kind:
                if let entry = try? record.body(as: DecisionEntry.self) {
                    content.decisions[entry.mailbox] = entry.decision
                }
            case TenantEntry.kind:
                if let entry = try? record.body(as: TenantEntry.self) { content.tenant = entry.decision }
            case RemovalEntry.erasure:
                if let entry = try? record.body(as: RemovalEntry.self) { content.erased.formUnion(entry.of) }
            default: break
            }
        }
        return content
    }

    // MARK: Writing

    /// Records an event.
    ///
    /// - Parameter time: called when nobody else can write; throws if the event cannot follow on what is there.
    func record(_ kind: LifeCycleEvent.Kind, by actor: EmailAddress, at time: () throws -> Timestamp) throws {
        try log.append {
            [AuditEntry(EventEntry.kind, EventEntry(kind, actor: pseudonym(of: actor)), at: try time())]
        }
    }

    /// Records every decision that differs from the last one on its mailbox, and the tenant's.
    func record(_ decisions: [Decision], _ tenant: TenantDecision, at now: Timestamp) throws {
        try log.append {
            let content = try content()
            var entries: [AuditEntry] = []
            if tenant.id.text != content.tenant {
                entries.append(AuditEntry(TenantEntry.kind, TenantEntry(tenant), at: now))
            }
            for decision in decisions {
                let mailbox = pseudonym(of: decision.mailbox.address)
                guard content.decisions[mailbox] != decision.id.text else { continue }
                entries.append(AuditEntry(DecisionEntry.kind, DecisionEntry(decision, mailbox: mailbox), at: now))
            }
            return entries
        }
    }

    /// Records what was removed.
    ///
    /// - Parameter kind: one of `RemovalEntry`'s.
    func record(_ kind: String, of addresses: [EmailAddress], _ summary: CommitSummary, at now: Timestamp) throws {
        let entry = RemovalEntry(
            of: addresses.map(pseudonym),
            removed: summary.removed,
            changed: summary.changed
        )
        try log.append { [AuditEntry(kind, entry, at: now)] }
    }
}

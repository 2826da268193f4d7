import AuditLog
import Connector
import Eligibility
import Interactions
import Normalization
import SQLiteStore
import Synchronization

/// The audit log of one data directory in our own words: events, decisions and removals. Every record is read and
/// verified once in the life of a process.
final class Journal: Sendable {
    /// What the log holds as far as it matters for what comes next.
    struct Content: Sendable {
        var events: [LifeCycleEvent] = []
        /// Of mailboxes by their keyed hash: the last decision's id.
        var decisions: [String: String] = [:]
        /// The last decision on the tenant's id.
        var tenant: String?
        /// Keyed hashes of who was erased.
        var erased: Set<String> = []
        /// Keyed hashes of mailboxes that were admitted, and not purged since.
        var held: Set<String> = []
        /// No clock can be earlier than this.
        var latest: Timestamp?
        /// What this version cannot understand, so that nobody may go on.
        var isFromNewerVersion = false
        fileprivate var position: AuditPosition?
        /// Bytes when it was read.
        fileprivate var size = 0
    }

    private let log: SignedLog
    private let identity: IdentityHash
    private let known = Mutex(Content())

    /// - Throws: `StoreError` if the key cannot be read or made, `CommandFailure` if the log is missing.
    convenience init(_ configuration: RapportConfiguration) throws {
        try self.init(configuration, key: try KeyFile.load(in: configuration.dataDirectory))
    }

    /// Nil if nothing was ever written; makes nothing.
    static func existing(_ configuration: RapportConfiguration) throws -> Journal? {
        try KeyFile.existing(in: configuration.dataDirectory).map { try Journal(configuration, key: $0) }
    }

    private init(_ configuration: RapportConfiguration, key: [UInt8]) throws {
        guard let identity = IdentityHash(key: key, tenant: configuration.tenant) else {
            throw CommandFailure(.cannotCreate, "The data directory holds no usable key.")
        }
        self.identity = identity
        let location = SignedLog.Location(
            directory: configuration.dataDirectory,
            head: configuration.eligibility.auditHeadFile
        )
        log = SignedLog(location, key: key)
        // Decisions are recorded before anything is stored, so a store without a log has lost it.
        guard log.size > 0 || !SQLiteInteractionStore.exists(in: configuration.dataDirectory) else {
            throw CommandFailure(
                .failure,
                "There is data in '\(configuration.dataDirectory)', and the audit log is missing. Restore it from a backup."
            )
        }
    }

    /// Stands for somebody in the log.
    func pseudonym(of address: EmailAddress) -> String { identity.person(.smtp(address)).hash.description }

    // MARK: Reading

    func verify() throws -> AuditVerification { try log.verify() }

    /// Hands out every record, verified.
    func read(_ body: (AuditRecord) -> Void) throws { try log.read(body) }

    /// What the log holds now; reads only what was added since the last time.
    ///
    /// - Throws: `AuditError`, or `CommandFailure` if a newer version wrote into it.
    func content() throws -> Content {
        try known.withLock { content in
            let size = log.size
            if size != content.size || size == 0 {
                var fresh = content
                fresh.position = try log.read(after: content.position) { Self.add($0, to: &fresh) }.end
                fresh.size = size
                content = fresh
            }
            guard !content.isFromNewerVersion else {
                throw CommandFailure(.badConfiguration, "The audit log was written by a newer version. Update rapport.")
            }
            return content
        }
    }

    private static func add(_ record: AuditRecord, to content: inout Content) {
        content.latest = max(content.latest ?? record.at, record.at)
        switch record.kind {
        case EventEntry.kind:
            guard let entry = try? record.body(as: EventEntry.self), let event = entry.event(recordedAt: record.at)
            else {
                break
            }
            content.events.append(event)
            return
        case DecisionEntry.kind:
            guard let entry = try? record.body(as: DecisionEntry.self) else { break }
            content.decisions[entry.mailbox] = entry.decision
            if entry.isAdmitted { content.held.insert(entry.mailbox) }
            return
        case TenantEntry.kind:
            guard let entry = try? record.body(as: TenantEntry.self) else { break }
            content.tenant = entry.decision
            return
        case RemovalEntry.purge, RemovalEntry.erasure, RemovalEntry.retention:
            guard let entry = try? record.body(as: RemovalEntry.self) else { break }
            if record.kind == RemovalEntry.erasure { content.erased.formUnion(entry.of) }
            if entry.removed != nil { content.held.subtract(entry.of) }
            return
        default: break
        }
        content.isFromNewerVersion = true
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

    /// Takes over events that the configuration declares, so that they stand whatever becomes of who is responsible.
    func record(_ events: [DeclaredEvent], at now: Timestamp) throws {
        guard !events.isEmpty else { return }
        try log.append {
            events.map { event in
                let entry = EventEntry(event.kind, actor: pseudonym(of: event.actor), declaredFor: event.at)
                return AuditEntry(EventEntry.kind, entry, at: now)
            }
        }
    }

    /// Records what is about to be removed, or was.
    ///
    /// - Parameters:
    ///   - kind: one of `RemovalEntry`'s.
    ///   - summary: nil before the removal.
    func record(_ kind: String, of addresses: [EmailAddress], _ summary: CommitSummary?, at now: Timestamp) throws {
        let entry = RemovalEntry(
            of: addresses.map { pseudonym(of: $0) },
            removed: summary?.removed,
            changed: summary?.changed
        )
        try log.append { [AuditEntry(kind, entry, at: now)] }
    }
}

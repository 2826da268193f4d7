import AuditLog
import Connector
import Directory
import Eligibility
import Interactions
import Normalization
import SQLiteStore
import Settings
import Synchronization

/// The signed log of one installation in our own words: events, decisions and removals.
///
/// Every record is read and verified once in the life of a process.
final class DecisionLog: Sendable {
    private let log: SignedLog
    private let identity: IdentityHash
    private let known = Mutex(DecisionLogContent())
    private let doubt = Mutex<Doubt?>(nil)

    /// Why the machine's time is not believed.
    private struct Doubt {
        let reason: EngineError
        let machine: Timestamp
        /// Whether the log says so already.
        var isRecorded = false
    }

    /// - Throws: `EngineError` if the key is none, or the log is missing although there is data.
    init(_ installation: Installation, key: [UInt8]) throws {
        identity = try installation.identity(key)
        log = SignedLog(.init(directory: installation.directory, head: installation.auditHeadFile), key: key)
        // Decisions are recorded before anything is stored, so a store without a log has lost it.
        guard log.size > 0 || !installation.hasStore else {
            throw EngineError(
                .logMissing,
                "There is data in '\(installation.directory)', and the audit log is missing. Restore it from a backup."
            )
        }
    }

    /// Stands for somebody in the log.
    func pseudonym(of address: EmailAddress) -> String { pseudonym(of: .smtp(address)) }

    func pseudonym(of address: Participant.Address) -> String { identity.person(address).hash.description }

    // MARK: Reading

    func verify() throws -> AuditVerification { try log.verify() }

    /// Hands out every record, verified.
    func read(_ body: (AuditRecord) -> Void) throws { try log.read(body) }

    /// The time of the last record that was read so far; no clock can be earlier than this.
    var latest: Timestamp? { known.withLock { $0.latest } }

    /// The time by which decisions are made and recorded: the machine's, but never before what is recorded; of a
    /// machine that is not believed, the newest record's, which is all that is certain.
    func now(_ machine: Timestamp) -> Timestamp {
        let isDoubted = doubt.withLock { $0 != nil }
        return latest.map { isDoubted ? $0 : max(machine, $0) } ?? machine
    }

    /// What the log holds now; reads only what was added since the last time.
    ///
    /// - Throws: `AuditError`, or `EngineError` if a newer version wrote into it.
    func content() throws -> DecisionLogContent {
        let before = known.withLock { $0 }
        let size = log.size
        guard size != before.size || size == 0 else { return before }
        var content = before
        content.position = try log.read(after: before.position) { content.add($0) }.end
        content.size = size
        guard !content.isFromNewerVersion else {
            throw EngineError(.newerVersion, "The audit log was written by a newer version. Update rapport.")
        }
        // Another task may have read further meanwhile.
        known.withLock { if $0.size < content.size { $0 = content } }
        return content
    }

    // MARK: Writing

    /// Does not believe the machine's time any more: what needs it is not recorded, and what is, at the time of the
    /// newest record.
    ///
    /// - Parameter reason: nil to believe it.
    func doubt(_ reason: EngineError?, of machine: Timestamp) {
        doubt.withLock { $0 = reason.map { Doubt(reason: $0, machine: machine) } }
    }

    /// - Throws: why the machine's time is not believed.
    private func requireTime() throws {
        if let doubt = doubt.withLock({ $0 }) { throw doubt.reason }
    }

    private func append(_ entries: () throws -> [AuditEntry]) throws {
        try log.append {
            var entries = try entries()
            guard !entries.isEmpty, let doubt = doubt.withLock({ $0 }) else { return entries }
            guard let latest = try content().latest else { throw doubt.reason }
            if !doubt.isRecorded {
                entries.insert(AuditEntry(ClockEntry.kind, ClockEntry.doubted(doubt.machine), at: latest), at: 0)
                self.doubt.withLock { $0?.isRecorded = true }
            }
            return entries
        }
    }

    /// Lets the machine's time count, whatever was recorded before.
    func recordCorrection(by actor: EmailAddress, at now: Timestamp) throws {
        try log.append {
            [AuditEntry(ClockEntry.kind, ClockEntry.corrected(now, by: pseudonym(of: actor)), at: now)]
        }
    }

    /// Records an event; of one that only takes away, the time need not be certain.
    ///
    /// - Parameter time: called when nobody else can write; throws if the event cannot follow on what is there.
    func record(_ kind: LifeCycleEvent.Kind, by actor: EmailAddress, at time: () throws -> Timestamp) throws {
        try append {
            let entry = AuditEntry(EventEntry.kind, EventEntry(kind, actor: pseudonym(of: actor)), at: try time())
            if !kind.onlyTakesAway { try requireTime() }
            return [entry]
        }
    }

    /// Records every decision that differs from the last one on its mailbox, and the tenant's; a refusal's time need
    /// not be certain, an admission's must.
    func record(_ decisions: [Decision], _ tenant: TenantDecision, at now: Timestamp) throws {
        try append {
            let content = try content()
            var entries: [AuditEntry] = []
            if tenant.id.text != content.tenant {
                entries.append(AuditEntry(TenantEntry.kind, TenantEntry(tenant), at: now))
            }
            for decision in decisions {
                let mailbox = pseudonym(of: decision.mailbox.address)
                guard content.decisions[mailbox] != decision.id.text else { continue }
                if decision.admission != nil { try requireTime() }
                entries.append(AuditEntry(DecisionEntry.kind, DecisionEntry(decision, mailbox: mailbox), at: now))
            }
            return entries
        }
    }

    /// Records which lists came empty, and which have something in them again.
    func record(_ lists: [LiveFacts.List: Bool], at now: Timestamp) throws {
        try append {
            EmptyLists(known: try content().lists).news(in: lists).map { AuditEntry(ListEntry.kind, $0, at: now) }
        }
    }

    /// Records that a table came empty, or has something in it again, unless that is known.
    func record(table name: String, isEmpty: Bool, at now: Timestamp) throws {
        try append {
            guard isEmpty != (try content().lists[name]?.isEmpty ?? false) else { return [] }
            return [AuditEntry(ListEntry.kind, ListEntry(list: name, isEmpty: isEmpty), at: now)]
        }
    }

    /// Takes over events that the configuration declares, so that they stand whatever becomes of who is responsible.
    func record(_ events: [DeclaredEvent], at now: Timestamp) throws {
        guard !events.isEmpty else { return }
        try append {
            events.map { event in
                let entry = EventEntry(event.kind, actor: pseudonym(of: event.actor), declaredFor: event.at)
                return AuditEntry(EventEntry.kind, entry, at: now)
            }
        }
    }

    /// Records that somebody opted out, or does no longer.
    func record(optOut isOut: Bool, of addresses: [Participant.Address], at now: Timestamp) throws {
        let entry = OptOutEntry(of: addresses.map { pseudonym(of: $0) }.sorted(), isOut: isOut)
        try append { [AuditEntry(OptOutEntry.kind, entry, at: now)] }
    }

    /// Records what is about to be removed, or was.
    ///
    /// - Parameter summary: nil before the removal.
    func record(
        _ kind: RemovalEntry.Kind,
        of addresses: [Participant.Address],
        _ summary: CommitSummary?,
        at now: Timestamp
    ) throws {
        let entry = RemovalEntry(
            of: addresses.map { pseudonym(of: $0) },
            removed: summary?.removed,
            changed: summary?.changed
        )
        try append { [AuditEntry(kind.rawValue, entry, at: now)] }
    }
}

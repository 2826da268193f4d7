import AuditLog
import Connector
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
    private let doubt = Mutex<EngineError?>(nil)

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

    /// Lets nothing be recorded any more, because the time may be wrong; what needs no record goes on.
    ///
    /// - Parameter reason: nil to believe the time.
    func doubt(_ reason: EngineError?) { doubt.withLock { $0 = reason } }

    private func append(_ entries: () throws -> [AuditEntry]) throws {
        try log.append {
            let entries = try entries()
            if !entries.isEmpty, let reason = doubt.withLock({ $0 }) { throw reason }
            return entries
        }
    }

    /// Records an event.
    ///
    /// - Parameter time: called when nobody else can write; throws if the event cannot follow on what is there.
    func record(_ kind: LifeCycleEvent.Kind, by actor: EmailAddress, at time: () throws -> Timestamp) throws {
        try append {
            [AuditEntry(EventEntry.kind, EventEntry(kind, actor: pseudonym(of: actor)), at: try time())]
        }
    }

    /// Records every decision that differs from the last one on its mailbox, and the tenant's.
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
                entries.append(AuditEntry(DecisionEntry.kind, DecisionEntry(decision, mailbox: mailbox), at: now))
            }
            return entries
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

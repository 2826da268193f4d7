package import Connector
package import Interactions
import Synchronization

/// A store whose process dies at one of its writes: before it, or after it is durable but before anybody is told.
package final class InterruptedStore<Store: InteractionStore>: InteractionStore {
    private let store: Store
    private let point: InterruptionPoint
    private let writes = Mutex(0)

    package init(_ store: Store, at point: InterruptionPoint) {
        self.store = store
        self.point = point
    }

    package func checkpoint(for stream: StreamID) async throws -> Checkpoint? {
        try refuseAfterDeath()
        return try await store.checkpoint(for: stream)
    }

    package func postponed(in stream: StreamID) async throws -> [ItemKey] {
        try refuseAfterDeath()
        return try await store.postponed(in: stream)
    }

    package func isHolding(anythingOf stream: StreamID) async throws -> Bool {
        try refuseAfterDeath()
        return try await store.isHolding(anythingOf: stream)
    }

    package func commit(_ page: StorePage, settings: String, to stream: StreamID) async throws -> CommitSummary {
        try await write { try await $0.commit(page, settings: settings, to: stream) }
    }

    package func finishRound(
        of owner: StreamOwner,
        source: String,
        streams: [StreamID],
        deletedMail: DeletedMail,
        remembering memory: RoundMemory?
    ) async throws -> CommitSummary {
        try await write {
            try await $0.finishRound(
                of: owner,
                source: source,
                streams: streams,
                deletedMail: deletedMail,
                remembering: memory
            )
        }
    }

    package func settleErasures(awaiting streams: [StreamID]) async throws -> CommitSummary {
        try await write { try await $0.settleErasures(awaiting: streams) }
    }

    package func round(of owner: StreamOwner, source: String) async throws -> StoredRound? {
        try refuseAfterDeath()
        return try await store.round(of: owner, source: source)
    }

    package func remember(
        _ memory: RoundMemory,
        cursors: [StreamID: Cursor],
        of owner: StreamOwner,
        source: String
    ) async throws {
        try await write { try await $0.remember(memory, cursors: cursors, of: owner, source: source) }
    }

    package func mailboxes() async throws -> [Mailbox.ID] {
        try refuseAfterDeath()
        return try await store.mailboxes()
    }

    package func purge(_ mailbox: Mailbox.ID, limit: Int) async throws -> RemovalStep {
        try await write { try await $0.purge(mailbox, limit: limit) }
    }

    package func expire(before instant: Timestamp, limit: Int) async throws -> RemovalStep {
        try await write { try await $0.expire(before: instant, limit: limit) }
    }

    package func lapse(before instant: Timestamp, limit: Int) async throws -> RemovalStep {
        try await write { try await $0.lapse(before: instant, limit: limit) }
    }

    package func erase(_ person: Participant.Address, limit: Int) async throws -> RemovalStep {
        try await write { try await $0.erase(person, limit: limit) }
    }

    package func retell(_ stream: FeedStream, as rows: [KeyedHash: [UInt8]]) async throws -> CommitSummary {
        try await write { try await $0.retell(stream, as: rows) }
    }

    package func renewEpoch() async throws -> StoreEpoch { try await write { try await $0.renewEpoch() } }

    package func derive(
        _ fingerprint: String,
        limit: Int,
        _ rule: @escaping @Sendable (StoredCopy) -> StoredCopy
    ) async throws -> RemovalStep {
        try await write { try await $0.derive(fingerprint, limit: limit, rule) }
    }

    package func setDirectory(_ entries: [DirectoryEntry], plusAddressing: PlusAddressing) async throws {
        try await write { try await $0.setDirectory(entries, plusAddressing: plusAddressing) }
    }

    package func hold(_ mailboxes: Set<EmailAddress>) async throws {
        try await write { try await $0.hold(mailboxes) }
    }

    package func scrub() async throws {
        try await write { try await $0.scrub() }
    }

    private func write<Value>(_ body: (Store) async throws -> Value) async throws -> Value {
        let number = writes.withLock { count in
            count += 1
            return count
        }
        if number > point.write || number == point.write && !point.isAfter { throw Interruption() }
        let value = try await body(store)
        if number == point.write { throw Interruption() }
        return value
    }

    private func refuseAfterDeath() throws {
        let isDead = writes.withLock { $0 > point.write || $0 == point.write }
        if isDead { throw Interruption() }
    }
}

/// Where a run is interrupted.
package struct InterruptionPoint: Hashable, Sendable, CustomStringConvertible {
    /// From 1.
    package let write: Int
    package let isAfter: Bool

    package init(write: Int, isAfter: Bool) {
        self.write = write
        self.isAfter = isAfter
    }

    package var description: String { "\(isAfter ? "after" : "before") write \(write)" }

    /// Before and after the first write, the second, and so on without end.
    package static var all: some Sequence<InterruptionPoint> {
        (1...).lazy.flatMap { write in
            [false, true].map { InterruptionPoint(write: write, isAfter: $0) }
        }
    }
}

/// What an interrupted store throws.
package struct Interruption: Error {}

import Connector
import Interactions
import Synchronization

/// A reader that counts what scoring reads from another one.
struct CountingReader: InteractionReader {
    final class Count: Sendable {
        struct State: Equatable {
            /// How often everything was read.
            var wholes = 0
            /// Interactions that were read because they changed.
            var changed = 0
        }

        private let state = Mutex(State())

        var now: State { state.withLock { $0 } }
        func note(_ body: @Sendable (inout State) -> Void) { state.withLock { body(&$0) } }
    }

    let reader: any InteractionReader
    let count: Count

    func snapshot() async throws -> any InteractionReader {
        CountingReader(reader: try await reader.snapshot(), count: count)
    }

    func changes(since sequence: Int64, limit: Int) async throws -> StoredChanges? {
        let changes = try await reader.changes(since: sequence, limit: limit)
        let changed = changes.map { $0.interactions.count + $0.removed.count } ?? 0
        count.note { $0.changed += changed }
        return changes
    }

    func reduce<State: Sendable>(
        into state: State,
        _ body: @escaping @Sendable (inout State, StoredInteraction) -> Void
    ) async throws -> State {
        count.note { $0.wholes += 1 }
        return try await reader.reduce(into: state, body)
    }

    func reduceCRM<State: Sendable>(
        into state: State,
        _ body: @escaping @Sendable (inout State, StoredInteraction) -> Void
    ) async throws -> State {
        count.note { $0.wholes += 1 }
        return try await reader.reduceCRM(into: state, body)
    }

    func interactions(after position: ChangePosition, limit: Int) async throws -> InteractionPage {
        try await reader.interactions(after: position, limit: limit)
    }

    func derivedRows(of stream: FeedStream, after sequence: Int64, limit: Int) async throws -> [DerivedRow] {
        try await reader.derivedRows(of: stream, after: sequence, limit: limit)
    }

    func numbers(of addresses: [Participant.Address]) async throws -> [Participant.Address: Int64] {
        try await reader.numbers(of: addresses)
    }

    func rows(after last: CRMReference?, limit: Int) async throws -> [CRMRow] {
        try await reader.rows(after: last, limit: limit)
    }

    func extent() async throws -> FeedExtent { try await reader.extent() }
    func person(_ address: Participant.Address) async throws -> StoredPerson { try await reader.person(address) }
    func addressNumbers() async throws -> [Int64] { try await reader.addressNumbers() }
    func numbers(at domain: String) async throws -> [Int64] { try await reader.numbers(at: domain) }

    func addresses(of numbers: [Int64]) async throws -> [Int64: Participant.Address] {
        try await reader.addresses(of: numbers)
    }

    func readMailboxes() async throws -> [EmailAddress] { try await reader.readMailboxes() }

    func numbers(onlyOf mailboxes: Set<EmailAddress>) async throws -> [Int64] {
        try await reader.numbers(onlyOf: mailboxes)
    }

    func count(before instant: Timestamp) async throws -> Int { try await reader.count(before: instant) }

    func mailboxes(holding interactions: [Int64]) async throws -> [EmailAddress] {
        try await reader.mailboxes(holding: interactions)
    }

    func isReading() async throws -> Bool { try await reader.isReading() }
    func derivation() async throws -> String? { try await reader.derivation() }
    func counts() async throws -> StoreCounts { try await reader.counts() }
}

import Connector
import ConnectorTesting
import Interactions

/// A store whose reading side breaks a law.
struct FaultyReader: InteractionStore, InteractionReader {
    enum Fault: String, CaseIterable {
        case forgetsDeletions, forgetsLastOfPage, tellsAllAgain, followsConversations, losesRows, losesRegarding,
            tellsTwice
        case skipsInScoring, losesProvenanceInScoring, numbersUnsorted, inventsNumbers, readsDomainsBelow
        case hearsMailboxes
        case trustsAddresses, trustsAddressesInScoring, losesConnections
        case rowsUnsorted, rowsTwice, findsAccounts, losesFormer, knowsNoRows
        case readsEverybody, neverReading, countsRemoved, countsNoRows
        case sharesWithOthers, countsTheInstantItself, holdsNothing
        case keepsWhatIsGone, losesChanges, movesOn

        /// The law that it breaks, among others perhaps.
        var law: String {
            switch self {
            case .forgetsDeletions, .forgetsLastOfPage: "The whole is the replay of the increments"
            case .tellsAllAgain: "What was told is not told again until it changes"
            case .followsConversations:
                "What is told of an interaction has one partition, its first conversation's"
            case .losesRows: "A change of a row tells again what names its address"
            case .losesRegarding: "What is told is what was stored, in every field"
            case .tellsTwice: "Pages of any size tell the same in the same order"
            case .skipsInScoring, .losesProvenanceInScoring: "Scoring reads what is told"
            case .numbersUnsorted, .inventsNumbers: "Addresses are numbered in the order of their texts, both ways"
            case .readsDomainsBelow: "A domain has its own addresses only"
            case .trustsAddresses, .trustsAddressesInScoring: "Who it was, the CRM knows better than the address"
            case .hearsMailboxes: "The CRM alone says nothing of what a mailbox said"
            case .losesConnections: "A row says whom others connect with it"
            case .rowsUnsorted, .rowsTwice: "Rows come once each, in the order of their references"
            case .knowsNoRows: "A row that nothing names is somebody all the same"
            case .losesFormer: "A former address that the CRM links to one person alone is that one's"
            case .findsAccounts: "Whoever has an address is found by it"
            case .readsEverybody, .neverReading: "Who is read and whether all is read is said"
            case .countsRemoved, .countsNoRows: "The counts say what is there"
            case .holdsNothing: "What only held mailboxes have is told nobody meanwhile"
            case .keepsWhatIsGone, .losesChanges: "Scoring may go on with what changed"
            case .movesOn: "A snapshot stays as it was"
            case .sharesWithOthers, .countsTheInstantItself:
                "What only some mailboxes have, and what is old, is told apart"
            }
        }
    }

    let store = MemoryStore()
    let fault: Fault

    func interactions(after position: ChangePosition, limit: Int) async throws -> InteractionPage {
        let page = await store.interactions(after: position, limit: limit)
        var records = page.records
        switch fault {
        case .forgetsDeletions:
            records.removeAll { if case .delete = $0.operation { true } else { false } }
            if records.isEmpty, page.end > position { return try await interactions(after: page.end, limit: limit) }
        case .forgetsLastOfPage: if records.count > 1 { records.removeLast() }
        case .losesRows, .trustsAddresses: records = records.map { $0.telling(regarding: $0.regarding, records: [:]) }
        case .followsConversations: records = records.map { $0.telling(regarding: $0.regarding, records: $0.records) }
        case .losesRegarding: records = records.map { $0.telling(regarding: nil, records: $0.records) }
        case .tellsTwice: if limit == 3 { records += records.suffix(1) }
        case .tellsAllAgain:
            guard records.isEmpty, position.number != .max else { break }
            let all = await store.interactions(after: .start, limit: limit)
            return InteractionPage(records: all.records, end: ChangePosition(sequence: all.end.sequence))
        default: break
        }
        return InteractionPage(records: records, end: page.end)
    }

    func extent() async throws -> FeedExtent { await store.extent() }

    func derivedRows(of stream: FeedStream, after sequence: Int64, limit: Int) async throws -> [DerivedRow] {
        await store.derivedRows(of: stream, after: sequence, limit: limit)
    }

    func retell(_ stream: FeedStream, as rows: [KeyedHash: [UInt8]]) async throws -> CommitSummary {
        await store.retell(stream, as: rows)
    }

    func renewEpoch() async throws -> StoreEpoch { await store.renewEpoch() }

    func reduce<State: Sendable>(
        into state: State,
        _ body: @escaping @Sendable (inout State, StoredInteraction) -> Void
    ) async throws -> State {
        await store.reduce(into: state) { [fault] state, interaction in
            if fault == .skipsInScoring, interaction.number == 2 { return }
            switch fault {
            case .losesProvenanceInScoring: body(&state, interaction.nowhere)
            case .trustsAddressesInScoring: body(&state, interaction.unlinked)
            default: body(&state, interaction)
            }
        }
    }

    func reduceCRM<State: Sendable>(
        into state: State,
        _ body: @escaping @Sendable (inout State, StoredInteraction) -> Void
    ) async throws -> State {
        guard fault == .hearsMailboxes else { return await store.reduceCRM(into: state, body) }
        return await store.reduce(into: state) { if $1.isInCRM { body(&$0, $1) } }
    }

    func rows(after last: CRMReference?, limit: Int) async throws -> [CRMRow] {
        let rows = await store.rows(after: last, limit: limit)
        switch fault {
        case .rowsUnsorted: return rows.reversed()
        case .losesConnections:
            return rows.map { row in
                var row = row
                row.connections = []
                return row
            }
        case .rowsTwice: return rows + (limit == 10 ? rows.suffix(1) : [])
        default: return rows
        }
    }

    func addressNumbers() async throws -> [Int64] {
        let numbers = await store.addressNumbers()
        return fault == .numbersUnsorted ? numbers.reversed() : numbers + (fault == .inventsNumbers ? [99] : [])
    }

    func person(_ address: Participant.Address) async throws -> StoredPerson {
        let person = await store.person(address)
        if fault == .knowsNoRows, case .record = address {
            return StoredPerson(addresses: [address], number: nil, rows: person.rows)
        }
        if fault == .losesFormer {
            let left = person.addresses.filter { $0 != StoreScene.person(0) }
            return StoredPerson(addresses: left, number: person.number, rows: person.rows)
        }
        guard fault == .findsAccounts, case .smtp(let address) = address else { return person }
        let rows = await store.rows(after: nil, limit: .max).filter { $0.addresses.contains(address) }
        return StoredPerson(addresses: person.addresses, number: person.number, rows: rows.map(\.reference))
    }

    func numbers(of addresses: [Participant.Address]) async throws -> [Participant.Address: Int64] {
        await store.numbers(of: addresses)
    }

    func numbers(at domain: String) async throws -> [Int64] {
        guard fault == .readsDomainsBelow else { return await store.numbers(at: domain) }
        let all = await store.addresses(of: store.addressNumbers())
        return all.filter { $1.text.hasSuffix(domain) }.map(\.key)
    }

    func addresses(of numbers: [Int64]) async throws -> [Int64: Participant.Address] {
        await store.addresses(of: numbers)
    }

    func readMailboxes() async throws -> [EmailAddress] {
        fault == .readsEverybody ? (0..<3).map { StoreScene.mailbox($0).address } : await store.readMailboxes()
    }

    func numbers(onlyOf mailboxes: Set<EmailAddress>) async throws -> [Int64] {
        let numbers = await store.numbers(onlyOf: mailboxes)
        return fault == .sharesWithOthers && !mailboxes.isEmpty ? numbers + [1] : numbers
    }

    func count(before instant: Timestamp) async throws -> Int {
        let last = fault == .countsTheInstantItself ? instant.advanced(by: .microseconds(1)) : instant
        return await store.count(before: last)
    }

    func mailboxes(holding interactions: [Int64]) async throws -> [EmailAddress] {
        await store.mailboxes(holding: interactions)
    }

    func isReading() async throws -> Bool {
        let isReading = await store.isReading()
        return fault != .neverReading && isReading
    }

    func derivation() async throws -> String? { await store.derivation() }

    func counts() async throws -> StoreCounts {
        var counts = await store.counts()
        if fault == .countsRemoved { counts.emails += counts.removed }
        if fault == .countsNoRows { counts.rows = [:] }
        return counts
    }

    // MARK: Writing

    func checkpoint(for stream: StreamID) async throws -> Checkpoint? { await store.checkpoint(for: stream) }
    func postponed(in stream: StreamID) async throws -> [ItemKey] { await store.postponed(in: stream) }
    func isHolding(anythingOf stream: StreamID) async throws -> Bool { await store.isHolding(anythingOf: stream) }
    func mailboxes() async throws -> [Mailbox.ID] { await store.mailboxes() }
    func derive(
        _ fingerprint: String,
        limit: Int,
        _ rule: @escaping @Sendable (StoredCopy) -> StoredCopy
    ) async throws -> RemovalStep {
        await store.derive(fingerprint, limit: limit, rule)
    }

    func setDirectory(_ entries: [DirectoryEntry], plusAddressing: PlusAddressing) async throws {
        await store.setDirectory(entries, plusAddressing: plusAddressing)
    }

    func hold(_ mailboxes: Set<EmailAddress>) async throws {
        if fault != .holdsNothing { await store.hold(mailboxes) }
    }

    func scrub() async throws { await store.scrub() }

    func commit(_ page: StorePage, settings: String, to stream: StreamID) async throws -> CommitSummary {
        await store.commit(page, settings: settings, to: stream)
    }

    func finishRound(
        of owner: StreamOwner,
        source: String,
        streams: [StreamID],
        deletedMail: DeletedMail,
        remembering memory: RoundMemory?
    ) async throws -> CommitSummary {
        await store.finishRound(
            of: owner,
            source: source,
            streams: streams,
            deletedMail: deletedMail,
            remembering: memory
        )
    }

    func settleErasures(awaiting streams: [StreamID]) async throws -> CommitSummary {
        await store.settleErasures(awaiting: streams)
    }

    func round(of owner: StreamOwner, source: String) async throws -> StoredRound? {
        await store.round(of: owner, source: source)
    }

    func remember(
        _ memory: RoundMemory,
        cursors: [StreamID: Cursor],
        of owner: StreamOwner,
        source: String
    ) async throws {
        await store.remember(memory, cursors: cursors, of: owner, source: source)
    }

    func purge(_ mailbox: Mailbox.ID, limit: Int) async throws -> RemovalStep {
        await store.purge(mailbox, limit: limit)
    }

    func expire(before instant: Timestamp, limit: Int) async throws -> RemovalStep {
        await store.expire(before: instant, limit: limit)
    }

    func lapse(before instant: Timestamp, limit: Int) async throws -> RemovalStep {
        await store.lapse(before: instant, limit: limit)
    }

    func erase(_ person: Participant.Address, limit: Int) async throws -> RemovalStep {
        await store.erase(person, limit: limit)
    }
}

extension InteractionRecord {
    /// With nothing of what its store remembers of its past.
    fileprivate func telling(
        regarding: CRMReference?,
        records: [Participant.Address: CRMReference]
    ) -> InteractionRecord {
        InteractionRecord(
            operation,
            sequence: sequence,
            decision: decision,
            isInExchange: isInExchange,
            isInCRM: isInCRM,
            regarding: regarding,
            records: records
        )
    }
}

extension StoredInteraction {
    fileprivate var unlinked: StoredInteraction {
        var other = self
        for index in other.participants.indices { other.participants[index].record = nil }
        return other
    }

    fileprivate var nowhere: StoredInteraction {
        var other = self
        (other.isInExchange, other.isInCRM, other.regarding) = (false, false, nil)
        return other
    }
}

import Connector
import Feed
import Interactions
import Scoring

/// The stream `person`: every address of the store, and whose it is.
struct PersonRows {
    /// Addresses looked up at once.
    private static let batch = 1_000

    private let naming: FeedNaming
    private let store: any InteractionReader
    private let people: People
    private let index: RecordIndex

    init(_ naming: @escaping FeedNaming, _ store: any InteractionReader) async throws {
        self.naming = naming
        self.store = store
        people = try await People(store)
        let all = try await Relationships.records(store)
        let addresses = all.flatMap { row in
            [.record(row.reference)] + row.addresses.map { Participant.Address.smtp($0) }
        }
        index = RecordIndex(all, people: try await people.persons(of: addresses))
    }

    func rows() async throws -> [KeyedHash: [UInt8]] {
        var rows: [KeyedHash: [UInt8]] = [:]
        let numbers = try await store.addressNumbers()
        for start in stride(from: 0, to: numbers.count, by: Self.batch) {
            let some = Array(numbers[start..<min(start + Self.batch, numbers.count)])
            let addresses = Array(try await store.addresses(of: some).values)
            let persons = try await people.persons(of: addresses)
            let canonical = persons.mapValues { index.book.canonicalAddress(of: $0) }
            let shown = try await people.addresses(of: Set(canonical.values))
            for address in addresses {
                rows[naming(.address(address))] =
                    content(of: address, persons[address], shown: canonical[address].flatMap { shown[$0] }).bytes
            }
        }
        return rows
    }

    /// In the order of `FeedStream.content`.
    private func content(
        of address: Participant.Address,
        _ person: UInt32?,
        shown: Participant.Address?
    ) -> DerivedContent {
        var content = DerivedContent()
        let row = person.flatMap { index.row(of: $0) }
        content.add(address.text)
        content.add(naming(.address(shown ?? address)))
        content.add(row?.name)
        content.add(row?.reference)
        return content
    }
}

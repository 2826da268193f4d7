import Connector
package import Interactions
import Scoring

/// Everybody whom the store knows, numbered in the order of their addresses: where all else is equal, that decides, and
/// it does not depend on what was read first.
package struct People: Sendable {
    private var store: any InteractionReader
    /// The store's number of each person.
    private let numbers: [Int64]
    /// By the store's number, `UInt32.max` for what is none's.
    package let persons: [UInt32]
    /// The store's numbers of those who are left out.
    private let leftOut: Set<Int64>

    /// - Parameter optedOut: they are nobody, by whichever of their addresses.
    init(
        _ store: any InteractionReader,
        without optedOut: OptedOutPeople = OptedOutPeople([], log: nil)
    ) async throws {
        self.store = store
        numbers = try await store.addressNumbers()
        var persons = [UInt32](repeating: .max, count: Int(numbers.max() ?? 0) + 1)
        for (person, number) in numbers.enumerated() { persons[Int(number)] = UInt32(person) }
        var leftOut: Set<Int64> = []
        if !optedOut.isEmpty {
            let names = try await store.addresses(of: numbers).values.filter(optedOut.contains)
            leftOut = Set(try await store.numbers(of: names).values)
        }
        for number in leftOut where Int(number) < persons.count { persons[Int(number)] = .max }
        self.leftOut = leftOut
        self.persons = persons
    }

    /// The same people, asked of another reader of the store from now on.
    func reading(_ store: any InteractionReader) -> People {
        var people = self
        people.store = store
        return people
    }

    /// Those for whom another address stands now.
    ///
    /// - Parameter standIns: see `StoredChanges`.
    func persons(in standIns: [Int64: Int64]) -> Set<UInt32> {
        Set(standIns.keys.compactMap { person($0) })
    }

    /// Who the persons of an earlier reading are now.
    ///
    /// - Parameter standIns: by the store's number of an address the one that stands for the person.
    func renumbering(of former: People, _ standIns: [Int64: Int64]) -> Renumbering {
        Renumbering(former.numbers.map { person(standIns[$0] ?? $0) ?? .max })
    }

    /// Whether a row of the CRM is about somebody of whom nothing may be told.
    func leavesOut(_ row: CRMRow, _ optedOut: OptedOutPeople) async throws -> Bool {
        guard !optedOut.isEmpty, row.reference.isPerson else { return false }
        let names = [.record(row.reference)] + row.addresses.map { Participant.Address.smtp($0) }
        if optedOut.contains(anyOf: names) { return true }
        return try await !leftOut.isDisjoint(with: store.numbers(of: names).values)
    }

    /// - Parameter number: the store's; nil if a sync that runs beside this gave it since.
    package func person(_ number: Int64) -> UInt32? {
        guard Int(number) < persons.count, persons[Int(number)] != .max else { return nil }
        return persons[Int(number)]
    }

    /// Of those addresses that anybody in the store has.
    package func persons(of addresses: [Participant.Address]) async throws -> [Participant.Address: UInt32] {
        try await store.numbers(of: addresses).compactMapValues { person($0) }
    }

    /// Everybody with an address of this domain.
    package func persons(at domain: String) async throws -> [UInt32] {
        try await store.numbers(at: domain).compactMap { person($0) }
    }

    package func addresses(of persons: some Sequence<UInt32>) async throws -> [UInt32: Participant.Address] {
        let found = try await store.addresses(of: persons.map { numbers[Int($0)] })
        return Dictionary(
            uniqueKeysWithValues: found.compactMap { number, address in person(number).map { ($0, address) } }
        )
    }
}

package import Connector
import GRDB
package import Interactions

extension SQLiteInteractionStore {
    package func setDirectory(_ entries: [DirectoryEntry]) async throws {
        _ = try await write { writer in
            try writer.setDirectory(entries)
            return true
        }
    }

    package func mailboxes(holding interactions: [Int64]) async throws -> [EmailAddress] {
        try await read { db in
            let select = try RawStatement(
                db,
                """
                SELECT DISTINCT owner.address FROM sighting JOIN stream ON stream.id = sighting.stream
                JOIN owner ON owner.id = stream.owner WHERE interaction = ? AND owner.address IS NOT NULL
                """
            )
            var found: Set<EmailAddress> = []
            for number in interactions {
                found.formUnion(
                    try select.all({ $0.add(number) }, { $0.text(0).flatMap { EmailAddress($0) } })
                        .compactMap(\.self)
                )
            }
            return found.sorted()
        }
    }

    package func person(_ address: Participant.Address) async throws -> StoredPerson {
        try await read { db, persons in
            let find = try RawStatement(db, "SELECT id FROM address WHERE text = ?")
            let number = try find.first({ $0.add(address.text) }, { $0.integer(0) })
            let numbers = number.map { persons.addresses(with: $0) } ?? []
            var addresses = try Set(numbers.compactMap { try Self.address($0, db) } + [address])
            var rows: Set<CRMReference> = []
            for case .record(let reference) in addresses { rows.insert(reference) }
            let select = try RawStatement(
                db,
                "SELECT reference FROM crm_row JOIN crm_row_address USING (number) WHERE address = ?"
            )
            for number in numbers {
                rows.formUnion(try select.all({ $0.add(number) }, { $0.reference(0) }).compactMap(\.self))
            }
            let people = rows.filter(\.isPerson)
            for number in try Self.formerAddresses(of: people, persons, db) {
                if let former = try Self.address(number, db) { addresses.insert(former) }
            }
            return StoredPerson(
                addresses: addresses,
                number: number.map(persons.person),
                rows: people.sorted()
            )
        }
    }

    /// Addresses that the CRM linked to these rows and to no other, and that are nobody's by themselves: what is left
    /// of a job before.
    private static func formerAddresses(
        of rows: Set<CRMReference>,
        _ persons: Persons,
        _ db: Database
    ) throws -> Set<Int64> {
        let find = try RawStatement(db, "SELECT id FROM address WHERE text = ?")
        let names = try rows.compactMap { row in
            try find.first({ $0.add(Participant.Address.record(row).text) }, { persons.person($0.integer(0)) })
        }
        guard !names.isEmpty else { return [] }
        var own: Set<Int64> = []
        var others: Set<Int64> = []
        try RawStatement(db, "SELECT links FROM interaction WHERE links <> x''").forEach({ _ in }) { row in
            for link in NumberedLink.decode(row.blob(0)) {
                if names.contains(persons.person(link.record)) {
                    own.insert(link.address)
                } else {
                    others.insert(link.address)
                }
            }
        }
        let claim = try RawStatement(db, "SELECT 1 FROM crm_row_address WHERE address = ? LIMIT 1")
        return try own.subtracting(others).filter { number in
            try persons.traits(number).isEmpty && claim.first({ $0.add(number) }, { _ in true }) == nil
        }
    }
}

package import Connector
import GRDB
package import Interactions

extension SQLiteInteractionStore {
    package func setDirectory(_ entries: [DirectoryEntry], plusAddressing: PlusAddressing) async throws {
        _ = try await write { writer in
            try writer.setPlusAddressing(plusAddressing)
            try writer.setDirectory(entries)
            return true
        }
    }

    package func hold(_ mailboxes: Set<EmailAddress>) async throws {
        let isUseless = try await read { db in
            let untold = try RawStatement(db, "SELECT 1 FROM untold LIMIT 1").first({ _ in }, { _ in true }) ?? false
            return mailboxes.isEmpty && !untold
        }
        guard !isUseless else { return }
        _ = try await write { writer in
            try writer.hold(mailboxes)
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
            var number = try find.first({ $0.add(address.text) }, { $0.integer(0) })
            var former: [Int64] = []
            if let old = number, let row = try Self.formerOwner(of: old, persons, db) {
                (number, former) = (row, [old])
            }
            var numbers = number.map { persons.addresses(with: $0) } ?? []
            // A row is somebody also where nothing but an address ever named it.
            if number == nil, case .record(let reference) = address {
                numbers = try Self.addresses(of: reference, persons, db)
            }
            numbers += former
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
                number: (number ?? numbers.first).map(persons.person),
                rows: people.sorted()
            )
        }
    }

    /// The addresses of whom a row is about: those that no other row has, with all that belong to them.
    ///
    /// If they are several persons' already, only those that are nobody's.
    private static func addresses(of row: CRMReference, _ persons: Persons, _ db: Database) throws -> [Int64] {
        let merged = try RawStatement(db, "SELECT merged_into FROM crm_row WHERE reference = ?")
        func master(_ row: CRMReference) throws -> CRMReference {
            try row.master { row in try merged.first({ $0.add(row.text) }, { $0.reference(0) }) ?? nil }
        }
        let own = try master(row)
        guard own.isPerson else { return [] }
        let children = try RawStatement(db, "SELECT reference FROM crm_row WHERE merged_into = ?")
        var rows = [own]
        var next = 0
        while next < rows.count {
            let found = try children.all({ $0.add(rows[next].text) }, { $0.reference(0) }).compactMap(\.self)
            rows += found.filter { !rows.contains($0) }
            next += 1
        }
        let addresses = try RawStatement(
            db,
            "SELECT address FROM crm_row_address JOIN crm_row USING (number) WHERE reference = ?"
        )
        let claims = try RawStatement(
            db,
            "SELECT reference FROM crm_row_address JOIN crm_row USING (number) WHERE address = ?"
        )
        let claimed = try Set(rows.flatMap { row in try addresses.all({ $0.add(row.text) }, { $0.integer(0) }) })
        let alone = try claimed.filter { address in
            let claimants = try claims.all({ $0.add(address) }, { $0.reference(0) }).compactMap(\.self)
            return try claimants.allSatisfy { try master($0) == own }
        }.sorted()
        guard Set(alone.map(persons.person)).count > 1 else { return alone.first.map(persons.addresses) ?? [] }
        return alone.filter { persons.traits($0).isEmpty }
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
        return try linked(only: { names.contains($0) }, persons, db)
    }

    /// Nil unless the address is left of somebody's job before: then what names the row whose person it is.
    private static func formerOwner(of address: Int64, _ persons: Persons, _ db: Database) throws -> Int64? {
        var rows: Set<Int64> = []
        try RawStatement(db, "SELECT links FROM interaction WHERE links <> x''").forEach({ _ in }) { row in
            for link in NumberedLink.decode(row.blob(0)) where link.address == address {
                rows.insert(persons.person(link.record))
            }
        }
        guard let row = rows.first, rows.count == 1 else { return nil }
        return try linked(only: { $0 == row }, persons, db).contains(address) ? row : nil
    }

    /// Addresses that the CRM linked to people of these numbers and to no other, and that are nobody's by themselves.
    private static func linked(only isTheirs: (Int64) -> Bool, _ persons: Persons, _ db: Database) throws -> Set<Int64>
    {
        var own: Set<Int64> = []
        var others: Set<Int64> = []
        try RawStatement(db, "SELECT links FROM interaction WHERE links <> x''").forEach({ _ in }) { row in
            for link in NumberedLink.decode(row.blob(0)) {
                if isTheirs(persons.person(link.record)) {
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

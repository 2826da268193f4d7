import GRDB
import Interactions

/// Which addresses are one person's, as the directory and the services say; how that is read is in `Persons`.
extension PageWriter {
    /// What the directory says of one address.
    private struct Entry: Equatable {
        let person: Int64
        let isInside: Bool
        /// As it is stored: 2 where nobody knows.
        let resource: Int64
    }

    /// See `InteractionStore.setDirectory`.
    mutating func setDirectory(_ entries: [DirectoryEntry]) throws {
        var wanted: [Int64: Entry] = [:]
        for entry in entries {
            guard try !eraseAliases(of: entry) else { continue }
            let person = try interned.number(of: entry.primary, db)
            for address in entry.addresses {
                wanted[try interned.number(of: address, db)] =
                    Entry(
                        person: person,
                        isInside: entry.isInside,
                        resource: entry.isResource.map { $0 ? 1 : 0 } ?? 2
                    )
            }
        }
        var known: [Int64: Entry] = [:]
        let select = "SELECT address, person, is_inside, resource FROM directory_address"
        try RawStatement(db, select).forEach {
            known[$0.integer(0)] =
                Entry(person: $0.integer(1), isInside: $0.integer(2) == 1, resource: $0.integer(3))
        }
        let gone = known.keys.filter { wanted[$0] == nil }
        let changed = wanted.filter { known[$0.key] != $0.value }
        guard !gone.isEmpty || !changed.isEmpty else { return }
        try notePersons(Set(gone).union(changed.keys))
        for address in gone {
            try RawStatement(db, "DELETE FROM directory_address WHERE address = ?").run { $0.add(address) }
            try requireScrub()
        }
        let upsert = """
            INSERT OR REPLACE INTO directory_address (address, person, is_inside, resource) VALUES (?, ?, ?, ?)
            """
        for (address, entry) in changed {
            try RawStatement(db, upsert).run {
                $0.add(address)
                $0.add(entry.person)
                $0.add(entry.isInside ? 1 : 0)
                $0.add(entry.resource)
            }
        }
    }

    /// Whether somebody was erased: then by every address that is known only now as well.
    private mutating func eraseAliases(of entry: DirectoryEntry) throws -> Bool {
        guard !erased.isEmpty, entry.addresses.contains(where: { erased.contains($0) }) else { return false }
        for address in entry.addresses where !erased.contains(address) { _ = try erase(address, limit: .max) }
        return true
    }

    /// The addresses by which a service knows the owner of a stream's mailbox, his primary one first.
    mutating func setOwnerAddresses(_ addresses: [Participant.Address], of row: StreamRow) throws {
        // The mailbox's own name is one of them.
        let name = try RawStatement(db, "SELECT address FROM owner WHERE id = ?").first({ $0.add(row.owner) }) {
            $0.text(0).flatMap { EmailAddress($0) }.map(Participant.Address.smtp)
        }
        var all = addresses
        if let name = name ?? nil, !all.contains(name) { all.append(name) }
        let numbers = try all.filter { erased.isEmpty || !erased.contains($0) }
            .map { try interned.number(of: $0, db) }
        let select = "SELECT address FROM owner_address WHERE owner = ? ORDER BY place"
        let known = try RawStatement(db, select).all({ $0.add(row.owner) }, { $0.integer(0) })
        guard known != numbers else { return }
        try notePersons(Set(known + numbers))
        try RawStatement(db, "DELETE FROM owner_address WHERE owner = ?").run { $0.add(row.owner) }
        let insert = "INSERT INTO owner_address (owner, place, address) VALUES (?, ?, ?)"
        for (place, number) in numbers.enumerated() {
            try RawStatement(db, insert).run {
                $0.add(row.owner)
                $0.add(Int64(place))
                $0.add(number)
            }
        }
        if !known.isEmpty { try requireScrub() }
    }

    /// Forgets whom an address belongs to; to be called before it is deleted.
    mutating func forgetPerson(_ address: Participant.Address) throws {
        let find = try RawStatement(db, "SELECT id FROM address WHERE text = ?")
        guard let number = try find.first({ $0.add(address.text) }, { $0.integer(0) }) else { return }
        try notePersons([number])
        try RawStatement(db, "DELETE FROM directory_address WHERE address = ?1 OR person = ?1").run { $0.add(number) }
        try RawStatement(db, "DELETE FROM owner_address WHERE address = ?").run { $0.add(number) }
    }

    /// Forgets what services said of a mailbox's owner.
    mutating func forgetOwner(_ mailbox: Mailbox.ID) throws {
        let owned = "owner IN (SELECT id FROM owner WHERE address = ?)"
        let select = try RawStatement(db, "SELECT address FROM owner_address WHERE \(owned)")
        let numbers = try select.all({ $0.add(mailbox.text) }, { $0.integer(0) })
        guard !numbers.isEmpty else { return }
        try notePersons(Set(numbers))
        try RawStatement(db, "DELETE FROM owner_address WHERE \(owned)").run { $0.add(mailbox.text) }
    }

    /// Notes who may be somebody else, with all who are one with them so far; to be called before the tables say so.
    private mutating func notePersons(_ changed: Set<Int64>) throws {
        changedAddresses.formUnion(try companions(of: changed))
        changesPersons = true
    }
}

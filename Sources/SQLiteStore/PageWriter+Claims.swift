import Connector
import GRDB
import Interactions

/// Addresses that may be an erased person's.
///
/// The row of somebody who was erased is not stored, and neither is a link to it. But an address that only this row
/// has, or that the CRM linked to it alone, is the person's as well. Whether others have it is known when the CRM's
/// round has ended; until then, only keyed hashes are kept.
extension PageWriter {
    /// Notes what an erased person's row has, in place of what it had before.
    ///
    /// - Parameter person: the row that it was merged into, or itself.
    func claim(_ addresses: [EmailAddress], of record: CRMReference, as person: CRMReference) throws {
        guard let hash = erased.hash(of: .record(record)) else { return }
        let delete = "DELETE FROM erased_claim WHERE record = ? AND is_linked = 0"
        try RawStatement(db, delete).run { $0.add(hash.hash) }
        for address in addresses { try claim(address, of: record, as: person, isLinked: false) }
    }

    /// The addresses that the CRM says erased people used in one activity, each noted; but not those that others used
    /// in it as well.
    func claim(linked links: some Sequence<PartyLink>) throws -> Set<Participant.Address> {
        guard !erased.isEmpty else { return [] }
        var own: Set<EmailAddress> = []
        var others: Set<EmailAddress> = []
        for link in links {
            if withoutErased(link.record) == nil {
                own.insert(link.address)
                try claim(link.address, of: link.record, as: link.record, isLinked: true)
            } else {
                others.insert(link.address)
            }
        }
        return Set(own.subtracting(others).map(Participant.Address.smtp))
    }

    /// The same of links that are stored already.
    func claim(linked links: [UInt8]) throws -> Set<Participant.Address> {
        guard !links.isEmpty, !erased.isEmpty else { return [] }
        let named = try NumberedLink.decode(links).compactMap { link -> PartyLink? in
            guard case .smtp(let address)? = try SQLiteInteractionStore.address(link.address, db),
                case .record(let record)? = try SQLiteInteractionStore.address(link.record, db)
            else { return nil }
            return PartyLink(address: address, record: record)
        }
        return try claim(linked: named)
    }

    private func claim(
        _ address: EmailAddress,
        of record: CRMReference,
        as person: CRMReference,
        isLinked: Bool
    ) throws {
        guard let own = erased.hash(of: .smtp(address)), !erased.contains(own),
            let record = erased.hash(of: .record(record)), let person = erased.hash(of: .record(person))
        else { return }
        let insert = "INSERT OR REPLACE INTO erased_claim (record, is_linked, address, person) VALUES (?, ?, ?, ?)"
        try RawStatement(db, insert).run {
            $0.add(record.hash)
            $0.add(isLinked ? 1 : 0)
            $0.add(own.hash)
            $0.add(person.hash)
        }
    }

    /// Forgets what is known of an address that was erased meanwhile.
    func forgetClaims(to address: PersonHash) throws {
        try RawStatement(db, "DELETE FROM erased_claim WHERE address = ?").run { $0.add(address.hash) }
    }

    /// See `InteractionStore.settleErasures`.
    mutating func settleErasures(awaiting streams: [StreamID]) throws {
        for stream in streams where try !StreamRow.wasRead(stream, db) { return }
        try decideClaims()
    }

    /// To be called when it is known of all rows what they have: erases what is an erased person's alone.
    mutating func decideClaims() throws {
        let select = try RawStatement(db, "SELECT DISTINCT address FROM erased_claim WHERE is_open = 1")
        let open = try select.all({ _ in }, { KeyedHash(bytes: $0.blob(0)) }).compactMap { $0.map(PersonHash.init) }
        guard !open.isEmpty else { return }
        let known = try storedAddresses(Set(open))
        let isLinked = try addressesLinkedToOthers()
        let mailboxes = try hashesOfMailboxes()
        var alone: [(hash: PersonHash, stored: Stored?)] = []
        for hash in open {
            let stored = known[hash]
            if try mailboxes.contains(hash) || stored.map(isSomebodys) ?? false { continue }
            let claims = try RawStatement(db, "SELECT person, is_linked FROM erased_claim WHERE address = ?").all({
                $0.add(hash.hash)
            }) { (person: KeyedHash(bytes: $0.blob(0)), isLinked: $0.integer(1) == 1) }
            let holders = Set(claims.filter { !$0.isLinked }.map(\.person))
            let isOnlyLinked =
                Set(claims.map(\.person)).count == 1 && stored.map { !isLinked.contains($0.number) } ?? true
            if holders.count == 1 || isOnlyLinked { alone.append((hash, stored)) }
        }
        try RawStatement(db, "UPDATE erased_claim SET is_open = 0 WHERE is_open = 1").run { _ in }
        // All of them first, so that what names several of them changes once.
        for one in alone { try one.stored == nil ? keepOut(one.hash) : remember(one.hash) }
        for case let (hash, stored?) in alone { try erase(stored.address, by: hash) }
    }

    /// An address that is in the tables.
    private struct Stored {
        let number: Int64
        let address: Participant.Address
    }

    private func storedAddresses(_ hashes: Set<PersonHash>) throws -> [PersonHash: Stored] {
        var found: [PersonHash: Stored] = [:]
        try RawStatement(db, "SELECT id, text FROM address").forEach { row in
            guard let address = row.text(1).flatMap({ Participant.Address(text: $0) }), case .smtp = address,
                let hash = erased.hash(of: address), hashes.contains(hash)
            else { return }
            found[hash] = Stored(number: row.integer(0), address: address)
        }
        return found
    }

    private func hashesOfMailboxes() throws -> Set<PersonHash> {
        let select = try RawStatement(db, "SELECT DISTINCT address FROM owner WHERE address IS NOT NULL")
        let addresses = try select.all({ _ in }, { $0.text(0).flatMap { EmailAddress($0) } }).compactMap(\.self)
        return Set(addresses.compactMap { erased.hash(of: .smtp($0)) })
    }

    /// Whether a row that is stored has it, the directory knows it, or it is that of a mailbox's owner.
    private func isSomebodys(_ stored: Stored) throws -> Bool {
        let sql = """
            SELECT EXISTS (SELECT 1 FROM crm_row_address WHERE address = ?1)
                OR EXISTS (SELECT 1 FROM directory_address WHERE address = ?1 OR person = ?1)
                OR EXISTS (SELECT 1 FROM owner_address WHERE address = ?1)
            """
        return try RawStatement(db, sql).first({ $0.add(stored.number) }) { $0.integer(0) == 1 } ?? false
    }

    private func addressesLinkedToOthers() throws -> Set<Int64> {
        var found: [NumberedLink] = []
        try RawStatement(db, "SELECT links FROM interaction WHERE links <> x''").forEach {
            found += NumberedLink.decode($0.blob(0))
        }
        var isErased: [Int64: Bool] = [:]
        for record in Set(found.map(\.record)) {
            isErased[record] = try SQLiteInteractionStore.address(record, db).map { erased.contains($0) } ?? true
        }
        return Set(found.filter { isErased[$0.record] == false }.map(\.address))
    }
}

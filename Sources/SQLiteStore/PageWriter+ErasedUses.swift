import Connector
import GRDB
import Interactions

/// Addresses that are somebody else's, and that an erased person used in one interaction.
///
/// The CRM's copy of it says so and a mailbox's copy does not, so that it is remembered beside the interaction, by
/// keyed hashes alone: whichever copy comes next, and whosever address it is now, nobody used it in there. For good:
/// what was erased does not come back because the CRM says no more of it.
extension PageWriter {
    /// The addresses that nobody used in what a copy says, as far as it names them.
    ///
    /// Where the copy itself is the first to say so, they go from all other copies at once.
    mutating func usedByErased(in sighting: Sighting, key: Int64, of row: StreamRow) throws -> Set<Participant.Address>
    {
        guard !erased.isEmpty else { return [] }
        var ids = [sighting.interaction.id]
        if doubts.knowsAny, let before = try sightingRow(row.id, key), let id = try id(of: before.interaction) {
            ids.append(id)
        }
        if sighting.rank == .crm {
            let isNews = try rememberUses(of: try claim(linked: sighting.links), in: [ids[0]])
            if isNews { for number in try numbers(named: ids[0]) { try eraseAll(from: number) } }
        }
        let uses = try self.uses(in: ids)
        guard !uses.isEmpty else { return [] }
        return Set(sighting.interaction.participants.map(\.address).filter { isUsed($0, uses) })
    }

    /// The hashes of the addresses that erased people used in these interactions.
    func uses(in ids: some Sequence<InteractionID>) throws -> Set<PersonHash> {
        let select = try RawStatement(db, "SELECT address FROM erased_use WHERE interaction = ?")
        var uses: Set<PersonHash> = []
        for id in ids {
            let found = try select.all({ $0.add(id.hash) }, { KeyedHash(bytes: $0.blob(0)) })
            uses.formUnion(found.compactMap { $0.map(PersonHash.init) })
        }
        return uses
    }

    func isUsed(_ address: Participant.Address, _ uses: Set<PersonHash>) -> Bool {
        !uses.isEmpty && erased.hash(of: address).map(uses.contains) ?? false
    }

    /// Remembers what the CRM's copies of an interaction say of this, or what was said last where no copy is left; true
    /// if something of it was not known.
    func rememberUses(in number: Int64, as names: [InteractionID]) throws -> Bool {
        let sql = """
            SELECT activity.links FROM sighting JOIN activity USING (stream, key) WHERE interaction = ?1
            UNION ALL SELECT links FROM interaction
            WHERE number = ?1 AND NOT EXISTS (SELECT 1 FROM sighting WHERE interaction = ?1)
            """
        var used: Set<Participant.Address> = []
        for links in try RawStatement(db, sql).all({ $0.add(number) }, { $0.blob(0) }) {
            used.formUnion(try claim(linked: links))
        }
        return try rememberUses(of: used, in: names)
    }

    private func rememberUses(of addresses: Set<Participant.Address>, in ids: [InteractionID]) throws -> Bool {
        var isNews = false
        for address in addresses {
            guard let hash = erased.hash(of: address) else { continue }
            for id in ids {
                try RawStatement(db, "INSERT OR IGNORE INTO erased_use (interaction, address) VALUES (?, ?)").run {
                    $0.add(id.hash)
                    $0.add(hash.hash)
                }
                if db.changesCount > 0 { isNews = true }
            }
        }
        return isNews
    }

    /// Everything by which copies of an interaction name it: its own identity, what the Message-ID of several says, and
    /// what copies without one are where they are alone.
    func names(of number: Int64) throws -> [InteractionID] {
        let sql = """
            SELECT id FROM interaction WHERE number = ?1
            UNION SELECT base FROM contested WHERE interaction = ?1
            UNION SELECT nameless_copy.id FROM nameless_copy JOIN sighting USING (stream, key) WHERE interaction = ?1
            """
        let found = try RawStatement(db, sql).all({ $0.add(number) }, { KeyedHash(bytes: $0.blob(0)) })
        return found.compactMap { $0.map { InteractionID($0) } }
    }

    /// The interactions that have this identity, or share it as their Message-ID.
    func numbers(named id: InteractionID) throws -> [Int64] {
        let sql = """
            SELECT number FROM interaction WHERE id = ?1 UNION SELECT interaction FROM contested WHERE base = ?1
            """
        return try RawStatement(db, sql).all({ $0.add(id.hash) }, { $0.integer(0) })
    }
}

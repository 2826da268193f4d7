import GRDB
import Interactions

extension PageWriter {
    /// One step of `InteractionStore.erase`; true when nobody is named any more by this address.
    ///
    /// Interactions are looked at in the order of their numbers. What comes meanwhile comes without the person, so what
    /// was looked at once stays clean.
    mutating func erase(_ person: Participant.Address, limit: Int) throws -> Bool {
        guard let hash = erased.hash(of: person) else { return true }
        let select = try RawStatement(db, "SELECT ifnull(position, -1) FROM erased WHERE hash = ?")
        let known = try select.first({ $0.add(hash.hash) }, { $0.integer(0) })
        if known == nil {
            switch person {
            case .smtp(let address):
                try remember(hash)
                try forgetPerson(person)
                try eraseCRMRows(of: address)
            case .record(let reference) where reference.isPerson:
                let rows = try samePerson([reference])
                try remember(rows)
                try forgetPerson(person)
                for row in rows where row != reference { try eraseRemembered(row) }
            case .record, .directory, .unreadable:
                try remember(hash)
                try forgetPerson(person)
            }
        }
        let position = known ?? 0
        guard position >= 0 else { return true }
        let end = try erase(Named(person, db), after: position, limit: max(1, limit))
        if end == nil {
            try forgetAddress(person)
        }
        try RawStatement(db, "UPDATE erased SET position = ? WHERE hash = ?").run {
            if let end { $0.add(end) } else { $0.addNull() }
            $0.add(hash.hash)
        }
        // Last, because by its row the person is found again if this is interrupted.
        if end == nil, case .record(let reference) = person, reference.isPerson { try removeRow(reference) }
        return end == nil
    }

    /// Erases people's rows at once: the person's address was erased, and now it is known whose rows these are.
    mutating func erase(_ people: [CRMReference]) throws {
        let rows = try samePerson(people)
        try remember(rows)
        for row in rows { try eraseRemembered(row) }
    }

    private mutating func eraseRemembered(_ reference: CRMReference) throws {
        let person = Participant.Address.record(reference)
        guard let hash = erased.hash(of: person) else { return }
        try forgetPerson(person)
        try erase(person, by: hash)
        try removeRow(reference)
    }

    /// Takes somebody out of everything at once who is remembered already.
    mutating func erase(_ person: Participant.Address, by hash: PersonHash) throws {
        _ = try erase(Named(person, db), after: 0, limit: .max)
        try forgetAddress(person)
        try RawStatement(db, "UPDATE erased SET position = NULL WHERE hash = ?").run { $0.add(hash.hash) }
    }

    /// These rows and all that are one with them by mergers, without those that were erased already.
    private func samePerson(_ references: [CRMReference]) throws -> [CRMReference] {
        let masters = try RawStatement(db, "SELECT merged_into FROM crm_row WHERE reference = ?")
        let merged = try RawStatement(db, "SELECT reference FROM crm_row WHERE merged_into = ?")
        var rows: [CRMReference] = []
        var rest = references
        while let next = rest.popLast() {
            guard !rows.contains(next), !erased.contains(.record(next)) else { continue }
            rows.append(next)
            for statement in [masters, merged] {
                let found = try statement.all({ $0.add(next.text) }, { $0.reference(0) }).compactMap(\.self)
                rest += found.filter(\.isPerson)
            }
        }
        return rows
    }

    /// Remembers people's rows as erased, all of them before anything is taken out: so what names several changes once.
    private mutating func remember(_ rows: [CRMReference]) throws {
        for row in rows {
            if let hash = erased.hash(of: .record(row)) { try remember(hash) }
        }
        for row in rows { try claimAddresses(of: row) }
    }

    /// What the row has may be the person's as well.
    private func claimAddresses(of reference: CRMReference) throws {
        let select = try RawStatement(db, "SELECT number, merged_into FROM crm_row WHERE reference = ?")
        let row = try select.first({ $0.add(reference.text) }) { ($0.integer(0), $0.reference(1)) }
        guard let (number, merged) = row else { return }
        let addresses = try addresses(ofRow: number).compactMap { number -> EmailAddress? in
            if case .smtp(let address)? = try SQLiteInteractionStore.address(number, db) { address } else { nil }
        }
        try claim(addresses, of: reference, as: merged.flatMap { $0.isPerson ? $0 : nil } ?? reference)
    }

    /// Keeps somebody out of whom nothing is stored.
    mutating func keepOut(_ person: PersonHash) throws {
        try RawStatement(db, "INSERT OR IGNORE INTO erased (hash, position) VALUES (?, NULL)").run {
            $0.add(person.hash)
        }
        erased.insert(person)
        try forgetClaims(to: person)
    }

    mutating func remember(_ hash: PersonHash) throws {
        try RawStatement(db, "INSERT INTO erased (hash, position) VALUES (?, 0)").run { $0.add(hash.hash) }
        erased.insert(hash)
        try forgetClaims(to: hash)
        // What is in there counts as not erased.
        interned = AddressNumbers()
        try requireScrub()
    }

    /// Forgets an address that nothing names any more.
    mutating func forgetAddress(_ number: Int64) throws {
        if let address = try SQLiteInteractionStore.address(number, db) { try untell(.address(address)) }
        try RawStatement(db, "DELETE FROM address WHERE id = ?").run { $0.add(number) }
        // The number may become somebody else's.
        changesPersons = true
    }

    private mutating func forgetAddress(_ person: Participant.Address) throws {
        try untell(.address(person))
        try RawStatement(db, "DELETE FROM address WHERE text = ?").run { $0.add(person.text) }
        changesPersons = true
    }

    /// How the tables name somebody.
    private struct Named {
        /// Nil if nobody takes part by this address.
        let address: Int64?
        /// What interactions may be about.
        let reference: CRMReference?

        init(_ person: Participant.Address, _ db: Database) throws {
            let find = try RawStatement(db, "SELECT id FROM address WHERE text = ?")
            address = try find.first({ $0.add(person.text) }, { $0.integer(0) })
            if case .record(let reference) = person, reference.isPerson {
                self.reference = reference
            } else {
                reference = nil
            }
        }
    }

    /// The number of the last interaction that was looked at, nil if there are no more.
    private mutating func erase(_ named: Named, after position: Int64, limit: Int) throws -> Int64? {
        guard named.address != nil || named.reference != nil else { return nil }
        var found: Set<Int64> = []
        func look(at participants: [UInt8], of interaction: Int64) {
            ParticipantCoding.forEach(in: participants) { if $1 == named.address { found.insert(interaction) } }
        }
        var last = position
        var count = 0
        let rows = """
            SELECT number, participants, regarding, links FROM interaction WHERE number > ? ORDER BY number LIMIT ?
            """
        try RawStatement(db, rows).forEach({
            $0.add(position)
            $0.add(Int64(limit))
        }) { row in
            last = row.integer(0)
            count += 1
            look(at: row.blob(1), of: last)
            if let reference = named.reference, row.reference(2) == reference { found.insert(last) }
            let links = row.blob(3)
            if !links.isEmpty, NumberedLink.decode(links).contains(where: { $0.record == named.address }) {
                found.insert(last)
            }
        }
        let differing = """
            SELECT interaction, participants FROM sighting CROSS JOIN differing_content USING (stream, key)
            WHERE interaction > ? AND interaction <= ?
            """
        try RawStatement(db, differing).forEach({
            $0.add(position)
            $0.add(last)
        }) { look(at: $0.blob(1), of: $0.integer(0)) }
        if let reference = named.reference {
            let about = """
                SELECT interaction FROM activity JOIN sighting USING (stream, key)
                WHERE activity.regarding = ? AND interaction > ? AND interaction <= ?
                """
            let numbers = try RawStatement(db, about).all(
                {
                    $0.add(reference.text)
                    $0.add(position)
                    $0.add(last)
                },
                { $0.integer(0) }
            )
            found.formUnion(numbers)
        }
        for number in found.sorted() { try eraseAll(from: number) }
        return count < limit ? nil : last
    }

    // MARK: Rows of the CRM

    /// Takes somebody's address away from all rows, and erases the rows of people who have it.
    private mutating func eraseCRMRows(of address: EmailAddress) throws {
        let select = """
            SELECT reference FROM crm_row JOIN crm_row_address USING (number)
            JOIN address ON address.id = crm_row_address.address WHERE text = ?
            """
        let references = try RawStatement(db, select).all({ $0.add(address.text) }, { $0.reference(0) })
        try erase(references.compactMap(\.self).filter(\.isPerson))
        changesPersons = true
        let take = """
            DELETE FROM crm_row_address WHERE address IN (SELECT id FROM address WHERE text = ?)
            AND number IN (SELECT number FROM crm_row WHERE reference = ?)
            """
        for case let other? in references {
            let before = try attribution(of: other)
            try RawStatement(db, take).run {
                $0.add(address.text)
                $0.add(other.text)
            }
            try noteChange(of: other, from: before, to: attribution(of: other))
        }
    }

    /// Removes a row, and what other rows say of it.
    private mutating func removeRow(_ reference: CRMReference) throws {
        let merged = try RawStatement(db, "SELECT reference FROM crm_row WHERE merged_into = ?")
        for case let other? in try merged.all({ $0.add(reference.text) }, { $0.reference(0) }) {
            let before = try attribution(of: other)
            let forget = "UPDATE crm_row SET merged_into = NULL WHERE reference = ?"
            try RawStatement(db, forget).run { $0.add(other.text) }
            try noteChange(of: other, from: before, to: attribution(of: other))
        }
        for column in CRMRowColumns.references {
            let forget = "UPDATE crm_row SET \(column) = NULL WHERE \(column) = ?"
            try RawStatement(db, forget).run { $0.add(reference.text) }
        }
        try removeCRMRows("reference = ?") { $0.add(reference.text) }
        try removeLinks("?1 IN (record, other)") { $0.add(reference.text) }
    }
}

import GRDB
package import Interactions

extension SQLiteInteractionStore {
    package func reduce<State: Sendable>(
        into state: State,
        _ body: @escaping @Sendable (inout State, StoredInteraction) -> Void
    ) async throws -> State {
        let sql = "SELECT \(StoredInteraction.columns) FROM interaction WHERE \(Self.isTold) ORDER BY number"
        return try await reduce(sql, into: state, body)
    }

    static let isTold = "deleted = 0 AND number NOT IN (SELECT interaction FROM untold)"

    package func reduceCRM<State: Sendable>(
        into state: State,
        _ body: @escaping @Sendable (inout State, StoredInteraction) -> Void
    ) async throws -> State {
        // What no copy speaks for any more, and no mailbox knows, is still what the CRM said.
        let crm = Sighting.Rank.crm.rawValue
        let sql = """
            SELECT number, id, 0, 1, regarding, links, \(StoredContent.columns(of: "said", orOf: "interaction"))
            FROM interaction LEFT JOIN sighting AS copy ON copy.interaction = number AND copy.rank = \(crm)
            LEFT JOIN differing_content AS said ON said.stream = copy.stream AND said.key = copy.key
            WHERE deleted = 0 AND in_crm = 1 AND (copy.key IS NOT NULL OR in_exchange = 0)
            AND NOT EXISTS (SELECT 1 FROM sighting AS other WHERE other.interaction = number AND other.rank = \(crm)
            AND (other.key, other.stream) < (copy.key, copy.stream)) ORDER BY number
            """
        return try await reduce(sql, into: state, body)
    }

    private func reduce<State: Sendable>(
        _ sql: String,
        into state: State,
        _ body: @escaping @Sendable (inout State, StoredInteraction) -> Void
    ) async throws -> State {
        try await read { db, persons in
            var state = state
            var linked = try LinkedParts(db)
            var failure: (any Error)?
            try RawStatement(db, sql).forEach { row in
                guard failure == nil, var interaction = StoredInteraction(row, persons) else { return }
                let links = StoredInteraction.links(row)
                do {
                    if !links.isEmpty { try linked.tell(&interaction, links: links, persons) }
                    body(&state, interaction)
                } catch {
                    failure = error
                }
            }
            if let failure { throw failure }
            return state
        }
    }

    package func addressNumbers() async throws -> [Int64] {
        try await read { db in
            try RawStatement(db, "SELECT id FROM address ORDER BY text").all({ _ in }, { $0.integer(0) })
        }
    }

    package func numbers(of addresses: [Participant.Address]) async throws -> [Participant.Address: Int64] {
        try await read { db, persons in
            let select = try RawStatement(db, "SELECT id FROM address WHERE text = ?")
            var numbers: [Participant.Address: Int64] = [:]
            for address in addresses {
                numbers[address] = try select.first({ $0.add(address.text) }, { $0.integer(0) }).map(persons.person)
            }
            return numbers
        }
    }

    package func numbers(at domain: String) async throws -> [Int64] {
        try await read { db, persons in
            let sql = "SELECT id FROM address WHERE substr(text, instr(text, '@') + 1) = ? AND instr(text, '@') > 1"
            return Set(try RawStatement(db, sql).all({ $0.add(domain) }, { persons.person($0.integer(0)) })).sorted()
        }
    }

    package func addresses(of numbers: [Int64]) async throws -> [Int64: Participant.Address] {
        try await read { db in
            var addresses: [Int64: Participant.Address] = [:]
            for number in numbers { addresses[number] = try Self.address(number, db) }
            return addresses
        }
    }
}

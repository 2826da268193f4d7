import GRDB
package import Interactions

extension SQLiteInteractionStore {
    /// Hands every interaction that is not removed to `body`, in the order of their numbers, from one snapshot.
    package func reduce<State: Sendable>(
        into state: State,
        _ body: @escaping @Sendable (inout State, StoredInteraction) -> Void
    ) async throws -> State {
        try await read { db in
            var state = state
            let sql = "SELECT \(StoredInteraction.columns) FROM interaction WHERE deleted = 0 ORDER BY number"
            try RawStatement(db, sql).forEach { row in
                if let interaction = StoredInteraction(row) { body(&state, interaction) }
            }
            return state
        }
    }

    /// The numbers of all addresses, in the order of their texts: the same in every store that has the same addresses.
    package func addressNumbers() async throws -> [Int64] {
        try await read { db in
            try RawStatement(db, "SELECT id FROM address ORDER BY text").all({ _ in }, { $0.integer(0) })
        }
    }

    /// The numbers of those addresses that anybody in the store has.
    package func numbers(of addresses: [Participant.Address]) async throws -> [Participant.Address: Int64] {
        try await read { db in
            let select = try RawStatement(db, "SELECT id FROM address WHERE text = ?")
            var numbers: [Participant.Address: Int64] = [:]
            for address in addresses {
                numbers[address] = try select.first({ $0.add(address.text) }, { $0.integer(0) })
            }
            return numbers
        }
    }

    /// The numbers of all addresses of a domain, without those of the domains below it.
    ///
    /// - Parameter domain: in lower case, without an at-sign.
    package func numbers(at domain: String) async throws -> [Int64] {
        try await read { db in
            let sql = "SELECT id FROM address WHERE substr(text, instr(text, '@') + 1) = ? AND instr(text, '@') > 1"
            return try RawStatement(db, sql).all({ $0.add(domain) }, { $0.integer(0) })
        }
    }

    /// The addresses that have these numbers.
    package func addresses(of numbers: some Sequence<Int64> & Sendable) async throws -> [Int64: Participant.Address] {
        try await read { db in
            var addresses: [Int64: Participant.Address] = [:]
            for number in numbers { addresses[number] = try Self.address(number, db) }
            return addresses
        }
    }

    /// The mailboxes that are read now: their streams have checkpoints.
    package func readMailboxes() async throws -> [EmailAddress] {
        try await read { db in
            let sql = """
                SELECT DISTINCT address FROM owner JOIN stream ON stream.owner = owner.id
                WHERE cursor IS NOT NULL AND address IS NOT NULL ORDER BY address
                """
            return try RawStatement(db, sql).all({ _ in }, { $0.text(0) }).compactMap {
                $0.flatMap { EmailAddress($0) }
            }
        }
    }

    /// Whether a stream is still in a round that reads everything.
    package func isReading() async throws -> Bool {
        try await read { db in
            try RawStatement(db, "SELECT 1 FROM stream WHERE in_round = 1 LIMIT 1").first({ _ in }, { _ in true })
                != nil
        }
    }
}

import GRDB
import Interactions

/// Copies of mails without a Message-ID: each is one of the mail that it alone can be of, and else a mail of its own.
extension PageWriter {
    /// What is kept of a mail when it is sent is kept within so much of it; microseconds.
    private static let sending: Int64 = 120_000_000
    private static let second: Int64 = 1_000_000
    private static let isNameless = """
        EXISTS (SELECT 1 FROM nameless_copy
        WHERE nameless_copy.stream = sighting.stream AND nameless_copy.key = sighting.key)
        """

    /// A copy that has a Message-ID, or that is not known to have none.
    static let isNamed = "NOT \(isNameless)"

    /// - Parameter id: of the mail that it is where it is alone.
    mutating func seeNameless(_ copy: Copy, as id: InteractionID, in row: StreamRow) throws {
        doubts.knowsNameless = true
        let twins = try twins(of: copy.content, isInCRM: copy.rank == .crm)
        let twin = twins.count == 1 ? try twins.first.flatMap { try interactionRow(number: $0) } : nil
        if let target = try twin ?? place(copy, as: shared(id, by: copy.content), in: row) {
            try see(copy, of: target, in: row)
        }
        try RawStatement(
            db,
            "INSERT OR REPLACE INTO nameless_copy (stream, key, id, occurred_at_us) VALUES (?, ?, ?, ?)"
        )
        .run {
            $0.add(row.id)
            $0.add(copy.key)
            $0.add(id.hash)
            $0.add(copy.content.occurredAt)
        }
    }

    /// The item has a Message-ID, whatever it had before.
    func forgetNameless(_ key: Int64, in row: StreamRow) throws {
        try RawStatement(db, "DELETE FROM nameless_copy WHERE stream = ? AND key = ?").run {
            $0.add(row.id)
            $0.add(key)
        }
    }

    /// Puts the copies where they belong that lie near to what is in doubt; answers what some of them left.
    mutating func placeNameless() throws -> Set<Int64> {
        var left: Set<Int64> = []
        let select = try RawStatement(
            db,
            "SELECT stream, key, id FROM nameless_copy WHERE occurred_at_us BETWEEN ? AND ? ORDER BY occurred_at_us, key"
        )
        for span in doubts.spans(Self.sending) {
            let copies = try select.all(
                {
                    $0.add(span.lowerBound)
                    $0.add(span.upperBound)
                },
                { (stream: $0.integer(0), key: $0.integer(1), id: KeyedHash(bytes: $0.blob(2))) }
            )
            for copy in copies {
                guard let id = copy.id, let row = try sightingRow(copy.stream, copy.key),
                    let number = try placeNameless(row, as: InteractionID(id))
                else { continue }
                left.insert(number)
            }
        }
        return left
    }

    /// The number of the interaction that the copy left; nil if it is where it belongs.
    private mutating func placeNameless(_ row: SightingRow, as id: InteractionID) throws -> Int64? {
        guard let current = try interactionRow(number: row.interaction) else { return nil }
        let content = try differingContent(row.stream, row.key) ?? current.content
        let twins = try twins(of: content, isInCRM: row.rank == .crm)
        let target = twins.count == 1 ? try self.id(of: twins[0]) : try shared(id, by: content)
        guard let target, try self.id(of: row.interaction) != target else { return nil }
        _ = try move(Said(row: row, content: content), to: target)
        return row.interaction
    }

    /// What a copy is where it is of no mail with a Message-ID: the same as others without one that were sent in the
    /// same thread by the same person to the same people at the same time, however each spells the sender.
    private mutating func shared(_ id: InteractionID, by content: StoredContent) throws -> InteractionID {
        guard content.conversation != nil, let sender = content.sender else { return id }
        let persons = try currentPersons()
        let (from, to) = (persons.person(sender), Set(content.recipients.map(persons.person)))
        let sql = """
            SELECT nameless_copy.id, \(StoredContent.columns(of: "differing_content", orOf: "interaction"))
            FROM nameless_copy JOIN sighting USING (stream, key)
            JOIN interaction ON interaction.number = sighting.interaction
            LEFT JOIN differing_content USING (stream, key) WHERE nameless_copy.occurred_at_us = ?
            """
        let others = try RawStatement(db, sql).all({ $0.add(content.occurredAt) }) {
            (id: KeyedHash(bytes: $0.blob(0)), content: StoredContent($0, first: 1))
        }
        let alike = others.filter { other in
            guard let sender = other.content.sender, other.content.conversation == content.conversation,
                other.content.subject == content.subject
            else { return false }
            return persons.person(sender) == from && Set(other.content.recipients.map(persons.person)) == to
        }
        return alike.compactMap(\.id).map { InteractionID($0) }.reduce(id) { min($0, $1) }
    }

    func id(of number: Int64) throws -> InteractionID? {
        let select = try RawStatement(db, "SELECT id FROM interaction WHERE number = ?")
        return try select.first({ $0.add(number) }, { KeyedHash(bytes: $0.blob(0)) })?.map { InteractionID($0) }
    }

    /// The mails with a Message-ID that a copy without one may be of.
    ///
    /// Sender and recipients are the same, and the thread is, within two minutes; where no thread is known, both were
    /// sent in the same second. The CRM writes down when it was told to send, and knows few threads: its copy is of
    /// what was sent within two minutes and is of no other thread. What only one of them knows, as blind copies and
    /// subjects, says nothing.
    private mutating func twins(of nameless: StoredContent, isInCRM: Bool) throws -> [Int64] {
        guard nameless.isMail, let sender = nameless.sender else { return [] }
        let persons = try currentPersons()
        let (from, to) = (persons.person(sender), Set(nameless.recipients.map(persons.person)))
        func isSameThread(_ named: StoredContent) -> Bool {
            if nameless.conversation != nil, nameless.conversation == named.conversation { return true }
            guard isInCRM else {
                return nameless.conversation == nil && named.isSent(within: Self.second, of: nameless)
            }
            return nameless.conversation == nil || named.conversation == nil
        }
        func isTwin(_ named: StoredContent) -> Bool {
            guard named.isMail, let sender = named.sender,
                named.subject == nameless.subject || named.subject == .none || nameless.subject == .none,
                isSameThread(named)
            else { return false }
            return persons.person(sender) == from && Set(named.recipients.map(persons.person)) == to
        }
        let window = { (binding: inout Binding) in
            binding.add(nameless.occurredAt - Self.sending)
            binding.add(nameless.occurredAt + Self.sending)
        }
        func twins(_ sql: String) throws -> [Int64] {
            try RawStatement(db, sql).all(window) { ($0.integer(0), StoredContent($0, first: 1)) }
                .filter { isTwin($0.1) }.map(\.0)
        }
        // Those that say what their interaction's row says, and those that say something else.
        let rows = """
            SELECT number, \(StoredContent.columns) FROM interaction WHERE deleted = 0 AND occurred_at_us BETWEEN ? AND ?
            """
        let copies = """
            SELECT sighting.interaction, \(StoredContent.columns(of: "differing_content"))
            FROM differing_content CROSS JOIN sighting USING (stream, key)
            WHERE differing_content.kind = 1 AND differing_content.occurred_at_us BETWEEN ? AND ? AND \(Self.isNamed)
            """
        let says = try RawStatement(
            db,
            """
            SELECT 1 FROM sighting LEFT JOIN differing_content USING (stream, key)
            WHERE interaction = ? AND differing_content.kind IS NULL AND \(Self.isNamed) LIMIT 1
            """
        )
        let spoken = try twins(rows).filter { number in try says.first({ $0.add(number) }, { _ in true }) ?? false }
        return Array(Set(spoken).union(try twins(copies)))
    }
}

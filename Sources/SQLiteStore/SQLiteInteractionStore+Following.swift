package import Connector
import GRDB
import Interactions

extension SQLiteInteractionStore {
    package func interactions(after position: ChangePosition, limit: Int) async throws -> InteractionPage {
        let order = tellingOrder
        let (page, next) = try await read { db, persons in
            var reading = Following(db, persons, order: order)
            return (try reading.page(after: position, limit: max(1, limit)), reading.order)
        }
        tellingOrder = next
        return page
    }

    /// Follows the changes from page to page.
    private struct Following {
        let db: Database
        let persons: Persons
        /// Of the last pages, if they needed one.
        var order: TellingOrder?
        private var book: CRMAddressBook?
        private var most: MostParticipants?
        private var addresses: [Int64: Participant.Address?] = [:]

        init(_ db: Database, _ persons: Persons, order: TellingOrder?) {
            self.db = db
            self.persons = persons
            self.order = order
        }

        mutating func page(after start: ChangePosition, limit: Int) throws -> InteractionPage {
            var position = start
            while true {
                guard try hasAddressChange(after: position) || order?.serves(position) == true else {
                    order = nil
                    return try plainPage(after: position, limit: limit)
                }
                let order =
                    try self.order.flatMap { $0.serves(position) ? $0 : nil } ?? TellingOrder(after: position, db)
                self.order = order
                let entries = order.entries(after: position, limit: limit)
                let records = try entries.compactMap { try record($0, in: order) }
                position = entries.count < limit ? max(position, order.end) : entries.last ?? position
                if !records.isEmpty { return InteractionPage(records: records, end: position) }
            }
        }

        /// A change at the position itself may concern interactions behind it.
        private func hasAddressChange(after position: ChangePosition) throws -> Bool {
            let select = try RawStatement(db, "SELECT 1 FROM address_change WHERE sequence >= ? LIMIT 1")
            let first = position.number == .max ? position.sequence + 1 : position.sequence
            return try select.first({ $0.add(first) }, { _ in true }) ?? false
        }

        /// Where no address changed since, each interaction has its own last change.
        private mutating func plainPage(after position: ChangePosition, limit: Int) throws -> InteractionPage {
            let sql = """
                SELECT number AS sequence, \(Self.columns) WHERE number > ?1 AND changed IS NULL
                UNION ALL SELECT changed, \(Self.columns) WHERE changed > ?1 ORDER BY sequence LIMIT ?2
                """
            let rows = try RawStatement(db, sql).all({
                $0.add(position.sequence)
                $0.add(Int64(limit))
            }) { (sequence: $0.integer(0), row: ToldRow($0, first: 1)) }
            let records = try rows.compactMap { try record($0.row, sequence: $0.sequence) }
            return InteractionPage(
                records: records,
                end: rows.last.map { ChangePosition(sequence: $0.sequence) } ?? position
            )
        }

        /// Nil if it changed after the order was made, and is told later.
        private mutating func record(_ entry: ChangePosition, in order: TellingOrder) throws -> InteractionRecord? {
            let sql = "SELECT coalesce(changed, number), \(Self.columns) WHERE interaction.number = ?"
            let row = try RawStatement(db, sql).first({ $0.add(entry.number) }) {
                (sequence: $0.integer(0), row: ToldRow($0, first: 1))
            }
            guard let row, row.sequence <= order.end.sequence else { return nil }
            return try record(row.row, sequence: entry.sequence)
        }

        private static let columns = """
            interaction.number, interaction.id, deleted OR number IN (SELECT interaction FROM untold), decision.name,
            coalesce(partition, conversation, interaction.id), \(Provenance.columns), \(StoredContent.columns)
            FROM interaction JOIN decision ON decision.id = interaction.decision
            LEFT JOIN first_partition ON first_partition.interaction = interaction.number
            """

        private struct ToldRow {
            let number: Int64
            let id: InteractionID?
            let isUntold: Bool
            let decision: String?
            let partition: KeyedHash?
            let provenance: Provenance
            let content: StoredContent

            init(_ row: borrowing RowCursor, first: Int32) {
                number = row.integer(first)
                id = KeyedHash(bytes: row.blob(first + 1)).map { InteractionID($0) }
                isUntold = row.integer(first + 2) == 1
                decision = row.text(first + 3)
                partition = KeyedHash(bytes: row.blob(first + 4))
                provenance = Provenance(row, first: first + 5)
                content = StoredContent(row, first: first + 9)
            }
        }

        /// Nil if a number in the row names nothing.
        private mutating func record(_ row: ToldRow, sequence: Int64) throws -> InteractionRecord? {
            guard let id = row.id else { return nil }
            var participants: [Participant] = []
            let operation: InteractionRecord.Operation
            var provenance = row.provenance
            if !row.isUntold, let content = row.content.resolved(persons, as: .shown) {
                participants = try ParticipantCoding.decode(content.participants) { try address($0) }
                // Persons may have another address than the one by which they were in order.
                if content.participants != row.content.participants { participants.sort(by: Participant.comesBefore) }
                guard let interaction = content.interaction(id, participants: participants) else { return nil }
                operation = .upsert(interaction)
            } else {
                operation = .delete(id)
                provenance = .nowhere
            }
            let most = try self.most ?? MostParticipants(db)
            self.most = most
            return InteractionRecord(
                operation,
                sequence: sequence,
                decision: row.decision,
                isInExchange: provenance.isInExchange,
                isInCRM: provenance.isInCRM,
                regarding: provenance.regarding,
                records: try records(of: participants, in: row.content, links: links(row.provenance)),
                mostParticipants: try most(of: row.number, now: row.content),
                partition: row.partition
            )
        }

        /// By the addresses that are shown in place of those that were linked.
        private mutating func links(_ provenance: Provenance) throws -> [Participant.Address: [CRMReference]] {
            var links: [Participant.Address: [CRMReference]] = [:]
            for link in NumberedLink.decode(provenance.links) {
                guard let linked = try address(persons.shown(link.address)),
                    case .record(let record)? = try address(link.record)
                else { continue }
                links[linked, default: []].append(record)
            }
            return links
        }

        private mutating func address(_ number: Int64) throws -> Participant.Address? {
            if let known = addresses[number] { return known }
            let address = try SQLiteInteractionStore.address(number, db)
            addresses[number] = .some(address)
            return address
        }

        /// By the address that was used, else by the first other of the person's that a row of the CRM has.
        private mutating func records(
            of participants: [Participant],
            in content: StoredContent,
            links: [Participant.Address: [CRMReference]]
        ) throws -> [Participant.Address: CRMReference] {
            var book = try self.book ?? CRMAddressBook(db)
            defer { self.book = book }
            var records = try book.records(of: participants, links: links)
            var used: [(shown: Int64, address: Int64)] = []
            ParticipantCoding.forEach(in: content.participants) { used.append((persons.shown($1), $1)) }
            for (shown, address) in used where persons.traits(address).contains(.joined) {
                guard let name = try self.address(shown), records[name] == nil else { continue }
                let others = try persons.addresses(with: address).compactMap { try self.address($0) }
                for case .smtp(let other) in others.sorted(by: { $0.text < $1.text }) where records[name] == nil {
                    records[name] = try book.record(of: .smtp(other))
                }
            }
            return records
        }
    }
}

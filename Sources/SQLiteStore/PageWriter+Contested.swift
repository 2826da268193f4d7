import GRDB
import Interactions

/// Mails that are several although their copies have one Message-ID, as machines' are.
///
/// Lists change the sender and migrations the time, but nothing changes both: copies from another sender and of another
/// time than the earliest one's are another mail, one for each sender.
extension PageWriter {
    /// Copies of one mail are never further apart, however clocks, lists and migrations change them; microseconds.
    private static let longestDelay: Int64 = 48 * 3_600_000_000

    /// Whether the copies of the mail may be several mails' when one that says this is among them.
    ///
    /// - Parameter target: what their Message-ID says that they are.
    mutating func isContested(_ content: StoredContent, _ target: InteractionRow) throws -> Bool {
        guard content.isMail else { return false }
        if doubts.knowsContested {
            let select = try RawStatement(db, "SELECT 1 FROM contested WHERE interaction = ?")
            if try select.first({ $0.add(target.number) }, { _ in true }) ?? false { return true }
        }
        let said = target.content
        guard !target.isDeleted, content != said, let sender = content.sender else { return false }
        let isFar = !said.isSent(within: Self.longestDelay, of: content)
        if isFar, let other = said.sender, other != sender { return true }
        if said.occurredAt == content.occurredAt, said.sender == sender { return false }
        let far = """
            SELECT participants, occurred_at_us FROM sighting CROSS JOIN differing_content USING (stream, key)
            WHERE interaction = ? AND abs(occurred_at_us - ?) > \(Self.longestDelay)
            """
        var isContested = false
        try RawStatement(db, far).forEach({
            $0.add(target.number)
            $0.add(content.occurredAt)
        }) { row in
            ParticipantCoding.forEach(in: row.blob(0)) { head, number in
                if head >> 4 == Participant.Role.sender.rawValue, number != sender { isContested = true }
            }
        }
        return isContested
    }

    /// Stores a copy whose Message-ID says that it is one of `base`, and puts the others where they belong then.
    mutating func seeContested(
        _ copy: Copy,
        beside base: InteractionRow,
        as id: InteractionID,
        in row: StreamRow
    ) throws {
        doubts.knowsContested = true
        try noteContested(base.number, id)
        let before = try sightingRow(row.id, copy.key)
        if let before, try isContested(before.interaction, id),
            let target = try interactionRow(number: before.interaction),
            try differingContent(row.id, copy.key) ?? target.content == copy.content,
            try activity(row.id, copy.key).links == copy.links
        {
            return try see(copy, of: target, in: row)
        }
        var others = try namedCopies(of: id)
        others.removeAll { $0.row.stream == row.id && $0.row.key == copy.key }
        let new = Said(row: SightingRow(copy, of: base.number, in: row), content: copy.content, links: copy.links)
        let places = try places(of: others + [new], beside: id)
        let left = try move(others, to: Array(places.dropLast()), beside: id)
        let place = places.last ?? id
        if let target = try self.place(copy, as: place, in: row) { try see(copy, of: target, in: row) }
        if let number = try interactionRow(place)?.number { try noteContested(number, id) }
        for number in left.sorted() {
            try settle(number)
            try removeIfUnspoken(number)
        }
    }

    /// Puts the copies of one Message-ID where they belong; answers what some of them left.
    mutating func part(_ base: InteractionID) throws -> Set<Int64> {
        let copies = try namedCopies(of: base)
        return try move(copies, to: places(of: copies, beside: base), beside: base)
    }

    /// The Message-IDs of all that is in doubt.
    func doubtedBases() throws -> [InteractionID] {
        guard doubts.knowsContested else { return [] }
        let select = try RawStatement(db, "SELECT base FROM contested WHERE interaction = ?")
        let bases = try doubts.interactions.compactMap { number in
            try select.first({ $0.add(number) }, { KeyedHash(bytes: $0.blob(0)) }) ?? nil
        }
        return Set(bases).sorted().map { InteractionID($0) }
    }

    private mutating func move(
        _ copies: [Said],
        to places: [InteractionID],
        beside base: InteractionID
    ) throws -> Set<Int64> {
        var left: Set<Int64> = []
        for (copy, place) in zip(copies, places) where try id(of: copy.row.interaction) != place {
            if let number = try move(copy, to: place) { try noteContested(number, base) }
            left.insert(copy.row.interaction)
            doubts.add(copy.content)
        }
        return left
    }

    /// What each copy is one of: the earliest keeps what the Message-ID says, with all that can be its copies, and of
    /// the others each sender's are one.
    private mutating func places(of copies: [Said], beside base: InteractionID) throws -> [InteractionID] {
        let persons = try currentPersons()
        let authors = try copies.map { try author(of: $0, persons) }
        let order = copies.indices.filter { authors[$0] != nil }.sorted {
            let (left, right) = (copies[$0].content.occurredAt, copies[$1].content.occurredAt)
            guard left == right else { return left < right }
            return (authors[$0]?.address.text ?? "") < (authors[$1]?.address.text ?? "")
        }
        var places = Array(repeating: base, count: copies.count)
        guard let first = order.first, let earliest = authors[first] else { return places }
        var others: [Int64: InteractionID] = [:]
        for index in order {
            guard let author = authors[index], author.persons.isDisjoint(with: earliest.persons),
                !copies[index].content.isSent(within: Self.longestDelay, of: copies[first].content)
            else { continue }
            // Without the key they stay one.
            let known = author.persons.sorted().lazy.compactMap { others[$0] }.first
            let place = known ?? erased.identity(beside: base, of: author.address) ?? base
            for person in author.persons { others[person] = place }
            places[index] = place
        }
        return places
    }

    /// The copies of one Message-ID, whatever they are copies of now.
    private func namedCopies(of base: InteractionID) throws -> [Said] {
        let numbers = try RawStatement(db, "SELECT interaction FROM contested WHERE base = ? ORDER BY interaction")
            .all({ $0.add(base.hash) }, { $0.integer(0) })
        let contents = StoredContent.columns(of: "differing_content", orOf: "interaction")
        let select = try RawStatement(
            db,
            """
            SELECT \(SightingRow.columns), \(contents)
            FROM sighting JOIN interaction ON interaction.number = sighting.interaction
            LEFT JOIN differing_content USING (stream, key) WHERE sighting.interaction = ? AND \(Self.isNamed)
            """
        )
        let copies = try numbers.flatMap { number in
            try select.all({ $0.add(number) }) {
                Said(row: SightingRow($0), content: StoredContent($0, first: SightingRow.columnCount))
            }
        }
        return try copies.map { copy in
            guard copy.row.rank == .crm else { return copy }
            return Said(
                row: copy.row,
                content: copy.content,
                links: try activity(copy.row.stream, copy.row.key).links
            )
        }
    }

    private func isContested(_ number: Int64, _ base: InteractionID) throws -> Bool {
        let select = try RawStatement(db, "SELECT 1 FROM contested WHERE interaction = ? AND base = ?")
        return try select.first({
            $0.add(number)
            $0.add(base.hash)
        }) { _ in true } ?? false
    }

    private func noteContested(_ number: Int64, _ base: InteractionID) throws {
        try RawStatement(db, "INSERT OR IGNORE INTO contested (interaction, base) VALUES (?, ?)").run {
            $0.add(number)
            $0.add(base.hash)
        }
    }
}

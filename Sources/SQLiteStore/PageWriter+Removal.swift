import GRDB
import Interactions

extension PageWriter {
    private static let owners = "(SELECT id FROM owner WHERE address = ?1)"
    private static let streams = "(SELECT id FROM stream WHERE owner IN \(owners))"

    /// One step of `InteractionStore.purge`; true when nothing of the mailbox is left.
    mutating func purge(_ mailbox: Mailbox.ID, limit: Int) throws -> Bool {
        let select = try RawStatement(db, "SELECT 1 FROM owner WHERE address = ? LIMIT 1")
        guard try select.first({ $0.add(mailbox.text) }, { _ in true }) ?? false else { return true }
        try requireScrub()
        // As in a round that was not finished: the end of the next one lets go of streams that are not there any more.
        let forget = """
            UPDATE stream SET cursor = NULL, settings = NULL, in_round = 1
            WHERE owner IN \(Self.owners) AND cursor IS NOT NULL
            """
        try RawStatement(db, forget).run { $0.add(mailbox.text) }
        try RawStatement(db, "DELETE FROM round WHERE owner IN \(Self.owners)").run { $0.add(mailbox.text) }
        var rest = max(1, limit)
        rest -= try purgeCopies(of: mailbox, limit: rest)
        if rest > 0 { rest -= try purgePrevious(of: mailbox, limit: rest) }
        if rest > 0 { rest -= try removeUnspoken(limit: rest) }
        if rest > 0 { rest -= try purgePostponed(of: mailbox, limit: rest) }
        guard rest > 0 else { return false }
        try forgetOwner(mailbox)
        try RawStatement(db, "DELETE FROM stream WHERE owner IN \(Self.owners)").run { $0.add(mailbox.text) }
        try RawStatement(db, "DELETE FROM owner WHERE address = ?").run { $0.add(mailbox.text) }
        return true
    }

    /// One step of `InteractionStore.expire`; true when nothing so old is left.
    mutating func expire(before instant: Timestamp, limit: Int) throws -> Bool {
        let numbers = try numbers("deleted = 0 AND occurred_at_us < ?1", before: instant, limit: limit)
        guard !numbers.isEmpty else { return true }
        try requireScrub()
        for number in numbers { try remove(number) }
        return numbers.count < max(1, limit)
    }

    /// One step of `InteractionStore.lapse`; true when no such plan is left.
    ///
    /// Nothing is scrubbed for it: what goes is old, not forbidden.
    mutating func lapse(before instant: Timestamp, limit: Int) throws -> Bool {
        // Word for word the condition of the index.
        let numbers = try numbers("\(Schema.isPlanned) AND occurred_at_us < ?1", before: instant, limit: limit)
        for number in numbers { try remove(number) }
        return numbers.count < max(1, limit)
    }

    private func numbers(_ condition: String, before instant: Timestamp, limit: Int) throws -> [Int64] {
        try RawStatement(db, "SELECT number FROM interaction WHERE \(condition) LIMIT ?2").all(
            {
                $0.add(instant.microseconds)
                $0.add(Int64(max(1, limit)))
            },
            { $0.integer(0) }
        )
    }

    func requireScrub() throws {
        try RawStatement(db, "UPDATE meta SET scrub_due = 1 WHERE scrub_due = 0").run { _ in }
    }

    // Each of these answers how many rows it found, at most `limit`; fewer are the last ones.

    private mutating func purgeCopies(of mailbox: Mailbox.ID, limit: Int) throws -> Int {
        let select = "SELECT interaction FROM sighting WHERE stream IN \(Self.streams) LIMIT ?2"
        let numbers = try numbers(select, mailbox, limit)
        for number in Set(numbers).sorted() {
            try deleteSightings("interaction = ?2 AND stream IN \(Self.streams)") {
                $0.add(mailbox.text)
                $0.add(number)
            }
            try settle(number)
            try removeIfUnspoken(number)
        }
        return numbers.count
    }

    private mutating func purgePrevious(of mailbox: Mailbox.ID, limit: Int) throws -> Int {
        let select = "SELECT interaction FROM previous_interaction WHERE owner IN \(Self.owners) LIMIT ?2"
        let numbers = try numbers(select, mailbox, limit)
        let delete = "DELETE FROM previous_interaction WHERE interaction = ?2 AND owner IN \(Self.owners)"
        for number in Set(numbers).sorted() {
            try RawStatement(db, delete).run {
                $0.add(mailbox.text)
                $0.add(number)
            }
            try removeIfUnspoken(number)
        }
        return numbers.count
    }

    /// Other mailboxes may expect these, but what they say may be what the purged one said.
    private mutating func removeUnspoken(limit: Int) throws -> Int {
        let select = """
            SELECT DISTINCT interaction FROM previous_interaction JOIN interaction ON number = interaction
            WHERE deleted = 0 AND NOT EXISTS (SELECT 1 FROM sighting WHERE interaction = number) LIMIT ?
            """
        let numbers = try RawStatement(db, select).all({ $0.add(Int64(limit)) }, { $0.integer(0) })
        for number in numbers { try remove(number) }
        return numbers.count
    }

    private func purgePostponed(of mailbox: Mailbox.ID, limit: Int) throws -> Int {
        let numbers = try numbers(
            "SELECT number FROM postponed WHERE stream IN \(Self.streams) LIMIT ?2",
            mailbox,
            limit
        )
        for number in numbers {
            try RawStatement(db, "DELETE FROM postponed WHERE number = ?").run { $0.add(number) }
        }
        return numbers.count
    }

    private func numbers(_ sql: String, _ mailbox: Mailbox.ID, _ limit: Int) throws -> [Int64] {
        try RawStatement(db, sql).all(
            {
                $0.add(mailbox.text)
                $0.add(Int64(limit))
            },
            { $0.integer(0) }
        )
    }
}

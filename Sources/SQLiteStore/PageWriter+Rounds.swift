import Connector
import GRDB
import Interactions

extension PageWriter {
    /// Rows looked at in one go; a round of any size needs no more memory than this.
    private static let batch = 1_000

    /// See `InteractionStore.finishRound`.
    mutating func finishRound(
        of mailbox: Mailbox.ID,
        source: String,
        streams: [StreamID],
        deletedMail: DeletedMail
    ) throws {
        let select = try RawStatement(db, "SELECT id FROM mailbox WHERE source = ? AND address = ?")
        let known = try select.first(
            {
                $0.add(source)
                $0.add(mailbox.text)
            },
            { $0.integer(0) }
        )
        guard let mailbox = known else { return }
        try drop(of: mailbox, except: streams)
        let former = try takeFormer(of: mailbox)
        try loseMeetings(of: mailbox)
        let sql = """
            UPDATE sighting SET presence = 2 WHERE presence = 1 AND presence <> 0
            AND stream IN (SELECT id FROM stream WHERE mailbox = ?)
            """
        try RawStatement(db, sql).run { $0.add(mailbox) }
        for number in former { try removeIfAbandoned(number) }
        if deletedMail == .remove { try removeDeletedMail(of: mailbox) }
    }

    /// Lets go of everything in streams that are not there any more, and forgets their cursors.
    private func drop(of mailbox: Int64, except listed: [StreamID]) throws {
        let sql = "SELECT id, kind, folder FROM stream WHERE mailbox = ? AND (cursor IS NOT NULL OR in_round = 1)"
        let read = try RawStatement(db, sql)
        let known = try read.all({ $0.add(mailbox) }) { ($0.integer(0), $0.text(1), $0.text(2)) }
        for (id, kind, folder) in known {
            if listed.contains(where: { $0.kind.rawValue == kind && $0.folder == folder }) { continue }
            for sql in [
                "UPDATE sighting SET presence = 1 WHERE stream = ? AND presence = 0",
                "UPDATE stream SET cursor = NULL, settings = NULL, in_round = 0 WHERE id = ?",
                "DELETE FROM postponed WHERE stream = ?",
                "DELETE FROM record WHERE stream = ?",
            ] {
                try RawStatement(db, sql).run { $0.add(id) }
            }
        }
    }

    /// What items of the mailbox were before; the round is over and did not find it again.
    private func takeFormer(of mailbox: Int64) throws -> [Int64] {
        let read = try RawStatement(db, "SELECT interaction FROM former WHERE mailbox = ?")
        let numbers = try read.all({ $0.add(mailbox) }, { $0.integer(0) })
        try RawStatement(db, "DELETE FROM former WHERE mailbox = ?").run { $0.add(mailbox) }
        return numbers
    }

    /// Takes meetings' and activities' copies away that left, from all streams at once: who speaks is worked out once only.
    private mutating func loseMeetings(of mailbox: Int64) throws {
        let select = """
            SELECT DISTINCT interaction FROM sighting WHERE presence = 1 AND presence <> 0
            AND stream IN (SELECT id FROM stream WHERE mailbox = ? AND kind <> 'mail') LIMIT \(Self.batch)
            """
        let delete = """
            DELETE FROM sighting WHERE interaction = ? AND presence = 1
            AND stream IN (SELECT id FROM stream WHERE mailbox = ? AND kind <> 'mail')
            """
        while true {
            let numbers = try RawStatement(db, select).all({ $0.add(mailbox) }, { $0.integer(0) })
            for number in numbers {
                try RawStatement(db, delete).run {
                    $0.add(number)
                    $0.add(mailbox)
                }
                try settle(number)
                try removeIfAbandoned(number)
            }
            if numbers.count < Self.batch { return }
        }
    }

    /// Removes what has no copy left, unless another mailbox's round may find it.
    private mutating func removeIfAbandoned(_ number: Int64) throws {
        let sql = """
            SELECT 1 WHERE EXISTS (SELECT 1 FROM sighting WHERE interaction = ?1)
            OR EXISTS (SELECT 1 FROM former WHERE interaction = ?1)
            """
        let isExpected = try RawStatement(db, sql).first({ $0.add(number) }, { _ in true }) ?? false
        if !isExpected { try remove(number) }
    }

    /// Removes mail of the mailbox that no folder of any mailbox holds any more.
    private mutating func removeDeletedMail(of mailbox: Int64) throws {
        let read = try RawStatement(db, "SELECT id FROM stream WHERE mailbox = ? AND kind = 'mail'")
        for stream in try read.all({ $0.add(mailbox) }, { $0.integer(0) }) { try removeDeletedMail(in: stream) }
    }

    private mutating func removeDeletedMail(in stream: Int64) throws {
        let sql = """
            SELECT DISTINCT interaction FROM sighting AS own
            WHERE stream = ? AND presence = 2 AND presence <> 0 AND interaction > ?
            AND NOT EXISTS (SELECT 1 FROM sighting WHERE interaction = own.interaction AND presence < 2)
            AND NOT EXISTS (SELECT 1 FROM former WHERE interaction = own.interaction)
            ORDER BY interaction LIMIT \(Self.batch)
            """
        var last: Int64 = 0
        while true {
            let numbers = try RawStatement(db, sql).all(
                {
                    $0.add(stream)
                    $0.add(last)
                },
                { $0.integer(0) }
            )
            for number in numbers { try remove(number) }
            guard numbers.count == Self.batch, let end = numbers.last else { return }
            last = end
        }
    }
}

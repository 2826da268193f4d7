import Connector
import GRDB
import Interactions

extension PageWriter {
    /// Rows looked at in one go; a round of any size needs no more memory than this.
    private static let batch = 1_000

    /// See `InteractionStore.finishRound`.
    mutating func finishRound(
        of owner: StreamOwner,
        source: String,
        streams: [StreamID],
        deletedMail: DeletedMail,
        remembering memory: RoundMemory?
    ) throws {
        guard let number = try StreamRow.number(of: owner, source: source, db) else { return }
        try drop(of: number, except: streams)
        let previous = try takePrevious(of: number)
        try loseMeetings(of: number)
        let sql = """
            UPDATE sighting SET presence = \(Presence.gone.rawValue) WHERE \(Self.isLeaving)
            AND stream IN (SELECT id FROM stream WHERE owner = ?)
            """
        try RawStatement(db, sql).run { $0.add(number) }
        for interaction in previous { try removeIfAbandoned(interaction) }
        if deletedMail == .remove { try removeDeletedMail(of: number) }
        try RoundRow(owner: number).replace(by: memory, db)
        if owner == .crm { try decideClaims() }
    }

    /// Both conditions, because only with the second one the index of what is not held is used.
    private static let isLeaving =
        "presence = \(Presence.leaving.rawValue) AND presence <> \(Presence.held.rawValue)"

    /// Lets go of everything in streams that are not there any more, and forgets their cursors.
    private mutating func drop(of owner: Int64, except listed: [StreamID]) throws {
        let sql = "SELECT id, kind, folder FROM stream WHERE owner = ? AND (cursor IS NOT NULL OR in_round = 1)"
        let read = try RawStatement(db, sql)
        let known = try read.all({ $0.add(owner) }) { ($0.integer(0), $0.text(1), $0.text(2)) }
        for (id, kind, folder) in known {
            if listed.contains(where: { $0.kind.rawValue == kind && $0.folder == folder }) { continue }
            let letGo = """
                UPDATE sighting SET presence = \(Presence.leaving.rawValue)
                WHERE stream = ? AND presence = \(Presence.held.rawValue)
                """
            try RawStatement(db, letGo).run { $0.add(id) }
            counters.sightings -= Int64(db.changesCount)
            try removeCRMRows("stream = ?") { $0.add(id) }
            try removeLinks("stream = ?") { $0.add(id) }
            for sql in [
                "UPDATE stream SET cursor = NULL, settings = NULL, in_round = 0, doubted_at_us = NULL WHERE id = ?",
                "DELETE FROM postponed WHERE stream = ?",
            ] {
                try RawStatement(db, sql).run { $0.add(id) }
            }
        }
    }

    /// What items of the owner were before; the round is over and did not find it again.
    private func takePrevious(of owner: Int64) throws -> [Int64] {
        let read = try RawStatement(db, "SELECT interaction FROM previous_interaction WHERE owner = ?")
        let numbers = try read.all({ $0.add(owner) }, { $0.integer(0) })
        try RawStatement(db, "DELETE FROM previous_interaction WHERE owner = ?").run { $0.add(owner) }
        return numbers
    }

    /// Takes meetings' and activities' copies away that left, from all streams at once: who speaks is worked out once.
    private mutating func loseMeetings(of owner: Int64) throws {
        let select = """
            SELECT DISTINCT interaction FROM sighting WHERE \(Self.isLeaving)
            AND stream IN (SELECT id FROM stream WHERE owner = ? AND kind <> '\(StreamID.Kind.mail.rawValue)')
            LIMIT \(Self.batch)
            """
        let lost = """
            interaction = ? AND \(Self.isLeaving)
            AND stream IN (SELECT id FROM stream WHERE owner = ? AND kind <> '\(StreamID.Kind.mail.rawValue)')
            """
        while true {
            let numbers = try RawStatement(db, select).all({ $0.add(owner) }, { $0.integer(0) })
            for number in numbers {
                try deleteSightings(lost) {
                    $0.add(number)
                    $0.add(owner)
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
            OR EXISTS (SELECT 1 FROM previous_interaction WHERE interaction = ?1)
            """
        let isExpected = try RawStatement(db, sql).first({ $0.add(number) }, { _ in true }) ?? false
        if !isExpected { try remove(number) }
    }

    /// Removes mail of the mailbox that no folder of any mailbox holds any more.
    private mutating func removeDeletedMail(of owner: Int64) throws {
        let read = try RawStatement(
            db,
            "SELECT id FROM stream WHERE owner = ? AND kind = '\(StreamID.Kind.mail.rawValue)'"
        )
        for stream in try read.all({ $0.add(owner) }, { $0.integer(0) }) { try removeDeletedMail(in: stream) }
    }

    private mutating func removeDeletedMail(in stream: Int64) throws {
        let sql = """
            SELECT DISTINCT interaction FROM sighting AS own
            WHERE stream = ? AND presence = \(Presence.gone.rawValue)
            AND presence <> \(Presence.held.rawValue) AND interaction > ?
            AND NOT EXISTS (SELECT 1 FROM sighting WHERE interaction = own.interaction 
            AND presence <> \(Presence.gone.rawValue))
            AND NOT EXISTS (SELECT 1 FROM previous_interaction WHERE interaction = own.interaction)
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

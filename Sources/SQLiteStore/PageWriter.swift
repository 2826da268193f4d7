import Connector
import Eligibility
import GRDB
import Interactions

/// Writes into the tables inside of one transaction, and counts what changed.
struct PageWriter {
    let db: Database
    var interned: Interned
    private(set) var summary = CommitSummary()
    private var sequence: Int64

    init(_ db: Database, interned: Interned) throws {
        self.db = db
        self.interned = interned
        let last = try RawStatement(db, "SELECT max(sequence) FROM interaction").first({ _ in }) { $0.integer(0) }
        sequence = last ?? 0
    }

    // MARK: Copies come

    /// - Parameter row: the stream's, with the generation that the copy is seen in.
    mutating func see(_ admitted: Admitted<Sighting>, in row: StreamRow) throws {
        let sighting = admitted.value
        let interaction = sighting.interaction
        let participants = try ParticipantCoding.encode(interaction.participants) {
            try interned.number(of: $0, db)
        }
        let copy = Copy(
            stream: row.id,
            key: Int64(bitPattern: SightingKey(sighting.item, in: row.stream).bits),
            rank: Int64(sighting.rank.rawValue),
            decision: try interned.number(ofDecision: admitted.decision.text, db),
            content: StoredContent(interaction, participants: participants)
        )
        let before = try sightingRow(copy.stream, copy.key)
        let target = try interactionRow(interaction.id)
        if let before, before.interaction != target?.number { try abandon(before, key: copy.key, stream: copy.stream) }

        guard let target else {
            let number = try insert(interaction.id, speaker: copy)
            try insertSighting(copy, of: number, generation: row.generation)
            return
        }
        if let before, before.interaction == target.number {
            try seeAgain(copy, before: before, target: target, generation: row.generation)
        } else {
            try insertSighting(copy, of: target.number, generation: row.generation)
            if target.isDeleted {
                try update(target, speaker: copy, isDeleted: false)
                summary.added += 1
            } else if copy.content == target.content, copy.decision == target.decision {
                try elect(copy, over: target)
            } else {
                try settle(target, replacing: copy)
            }
        }
    }

    private mutating func seeAgain(
        _ copy: Copy,
        before: SightingRow,
        target: InteractionRow,
        generation: Int64
    ) throws {
        let saidBefore = try variant(copy.stream, copy.key) ?? target.content
        let isUnchanged =
            before.rank == copy.rank && before.decision == copy.decision && saidBefore == copy.content
        if !before.isLive || before.generation != generation || !isUnchanged {
            let sql =
                "UPDATE sighting SET live = 1, generation = ?, rank = ?, decision = ? WHERE stream = ? AND key = ?"
            try RawStatement(db, sql).run {
                $0.add(generation)
                $0.add(copy.rank)
                $0.add(copy.decision)
                $0.add(copy.stream)
                $0.add(copy.key)
            }
        }
        if !isUnchanged { try settle(target, replacing: copy) }
    }

    /// The copy says the same as all others; only who speaks may change, which nobody can see.
    private func elect(_ copy: Copy, over target: InteractionRow) throws {
        let isFirst =
            (copy.rank, UInt64(bitPattern: copy.key)) < (target.speakerRank, UInt64(bitPattern: target.speaker))
        guard isFirst else { return }
        try RawStatement(db, "UPDATE interaction SET speaker_rank = ?, speaker = ? WHERE number = ?").run {
            $0.add(copy.rank)
            $0.add(copy.key)
            $0.add(target.number)
        }
    }

    // MARK: Copies go

    /// A mail's copy goes on speaking after it is gone; a meeting's does not.
    mutating func letGo(key: Int64, from row: StreamRow) throws {
        guard let before = try sightingRow(row.id, key) else { return }
        switch row.stream.kind {
        case .mail:
            guard before.isLive else { return }
            try RawStatement(db, "UPDATE sighting SET live = 0 WHERE stream = ? AND key = ?").run {
                $0.add(row.id)
                $0.add(key)
            }
        case .calendar:
            try abandon(before, key: key, stream: row.id)
        }
    }

    /// Takes the copy away; the interaction is then what the others say, or waits for the end of the round.
    private mutating func abandon(_ before: SightingRow, key: Int64, stream: Int64) throws {
        guard let target = try interactionRow(number: before.interaction) else { return }
        let rest = try copies(of: target).filter { $0.stream != stream || $0.key != key }
        try RawStatement(db, "DELETE FROM sighting WHERE stream = ? AND key = ?").run {
            $0.add(stream)
            $0.add(key)
        }
        try RawStatement(db, "INSERT OR IGNORE INTO abandoned VALUES (?)").run { $0.add(target.number) }
        if rest.isEmpty {
            try elect(nobody(like: target), as: target.number)
        } else {
            try settle(target, copies: rest)
        }
    }

    /// Removes the interaction with all its copies; a row stays that tells it downstream.
    mutating func remove(_ number: Int64) throws {
        guard let target = try interactionRow(number: number), !target.isDeleted else { return }
        try RawStatement(db, "DELETE FROM sighting WHERE interaction = ?").run { $0.add(number) }
        try update(target, speaker: nobody(like: target), isDeleted: true)
        summary.removed += 1
    }

    /// Speaks for an interaction without copies: every copy that comes precedes it.
    private func nobody(like target: InteractionRow) -> Copy {
        Copy(
            stream: 0,
            key: Int64(bitPattern: .max),
            rank: Int64(Sighting.Rank.received.rawValue),
            decision: target.decision,
            content: StoredContent(removed: target.content.kind)
        )
    }

    // MARK: Who speaks

    private mutating func settle(_ target: InteractionRow, replacing copy: Copy) throws {
        let others = try copies(of: target).filter { $0.stream != copy.stream || $0.key != copy.key }
        try settle(target, copies: others + [copy])
    }

    /// Lets the first of `copies` speak; the others keep a variant exactly if they say something else.
    private mutating func settle(_ target: InteractionRow, copies: [Copy]) throws {
        guard let speaker = copies.min(by: { $0.precedes($1) }) else { return }
        for copy in copies {
            try RawStatement(db, "DELETE FROM variant WHERE stream = ? AND key = ?").run {
                $0.add(copy.stream)
                $0.add(copy.key)
            }
            guard copy.content != speaker.content else { continue }
            let columns = StoredContent.columns.joined(separator: ", ")
            try RawStatement(
                db,
                "INSERT INTO variant (stream, key, \(columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            ).run {
                $0.add(copy.stream)
                $0.add(copy.key)
                copy.content.bind(to: &$0)
            }
        }
        if speaker.content == target.content, speaker.decision == target.decision {
            try elect(speaker, as: target.number)
        } else {
            try update(target, speaker: speaker, isDeleted: false)
            summary.changed += 1
        }
    }

    private func elect(_ speaker: Copy, as number: Int64) throws {
        try RawStatement(db, "UPDATE interaction SET speaker_rank = ?, speaker = ? WHERE number = ?").run {
            $0.add(speaker.rank)
            $0.add(speaker.key)
            $0.add(number)
        }
    }

    private mutating func insert(_ id: InteractionID, speaker: Copy) throws -> Int64 {
        sequence += 1
        let columns = StoredContent.columns.joined(separator: ", ")
        try RawStatement(
            db,
            """
            INSERT INTO interaction (id, sequence, deleted, speaker_rank, speaker, decision, \(columns))
            VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        ).run {
            $0.add(id)
            $0.add(sequence)
            $0.add(speaker.rank)
            $0.add(speaker.key)
            $0.add(speaker.decision)
            speaker.content.bind(to: &$0)
        }
        summary.added += 1
        return db.lastInsertedRowID
    }

    private mutating func update(_ target: InteractionRow, speaker: Copy, isDeleted: Bool) throws {
        sequence += 1
        let columns = StoredContent.columns.joined(separator: ", ")
        try RawStatement(
            db,
            """
            UPDATE interaction SET (sequence, deleted, speaker_rank, speaker, decision, \(columns))
            = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE number = ?
            """
        ).run {
            $0.add(sequence)
            $0.add(isDeleted ? 1 : 0)
            $0.add(speaker.rank)
            $0.add(speaker.key)
            $0.add(speaker.decision)
            speaker.content.bind(to: &$0)
            $0.add(target.number)
        }
    }

    private func insertSighting(_ copy: Copy, of interaction: Int64, generation: Int64) throws {
        try RawStatement(
            db,
            """
            INSERT INTO sighting (stream, key, interaction, rank, live, generation, decision)
            VALUES (?, ?, ?, ?, 1, ?, ?)
            """
        ).run {
            $0.add(copy.stream)
            $0.add(copy.key)
            $0.add(interaction)
            $0.add(copy.rank)
            $0.add(generation)
            $0.add(copy.decision)
        }
    }
}

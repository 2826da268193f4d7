import Connector
import GRDB
import Interactions

/// Which mail a copy is of, where its Message-ID does not say so: a function of all copies and of who is who, worked
/// out again wherever one of them came, went or changed.
extension PageWriter {
    /// Puts every copy where it belongs by all that the transaction wrote.
    mutating func settleIdentities() throws {
        guard doubts.knowsAny else { return }
        var left: Set<Int64> = []
        for base in try doubtedBases() { left.formUnion(try part(base)) }
        left.formUnion(try placeNameless())
        for number in left.sorted() {
            try settle(number)
            try removeIfUnspoken(number)
        }
    }

    /// Doubts the mails that copies are of which go or change; to be called before.
    ///
    /// - Parameter condition: on the columns of `sighting`.
    mutating func doubtMails(_ condition: String, _ bind: (inout Binding) -> Void) throws {
        guard doubts.knowsAny else { return }
        let sql = """
            SELECT sighting.interaction, ifnull(differing_content.occurred_at_us, interaction.occurred_at_us)
            FROM sighting JOIN interaction ON interaction.number = sighting.interaction
            LEFT JOIN differing_content USING (stream, key)
            WHERE interaction.kind = \(Interaction.Kind.email.rawValue) AND \(condition)
            """
        for (number, time) in try RawStatement(db, sql).all(bind, { ($0.integer(0), $0.integer(1)) }) {
            doubts.interactions.insert(number)
            doubts.add(time: time)
        }
    }

    /// Doubts the mails of whoever is somebody else since they were looked at last; in the middle of a round, whose
    /// pages change that one after the other, they wait for its end.
    mutating func doubtMailsOfOthers(_ changes: Bool) throws {
        let select = try RawStatement(db, "SELECT identity_due FROM meta")
        let wasDue = try select.first({ _ in }, { $0.integer(0) == 1 }) ?? false
        guard changes || wasDue else { return }
        let isDue = isInTheMiddle
        if !isDue { try doubtMails(of: wasDue ? nil : personsBefore, now: currentPersons()) }
        guard isDue != wasDue else { return }
        try RawStatement(db, "UPDATE meta SET identity_due = ?").run { $0.add(isDue ? 1 : 0) }
    }

    /// Doubts the mails of whoever is somebody else now.
    ///
    /// - Parameter before: who was who when all copies were put where they belonged; nil if nobody knows any more.
    private mutating func doubtMails(of before: Persons?, now: Persons) throws {
        let contested = try RawStatement(db, "SELECT interaction FROM contested").all({ _ in }, { $0.integer(0) })
        doubts.interactions.formUnion(contested)
        let changed = before.map { now.changes(since: $0) }
        let sql = """
            SELECT nameless_copy.occurred_at_us, ifnull(differing_content.participants, interaction.participants)
            FROM nameless_copy JOIN sighting USING (stream, key)
            JOIN interaction ON interaction.number = sighting.interaction
            LEFT JOIN differing_content USING (stream, key)
            """
        var times: [Int64] = []
        try RawStatement(db, sql).forEach { row in
            var isTouched = changed == nil
            if let changed, !changed.isEmpty {
                ParticipantCoding.forEach(in: row.blob(1)) { if changed.contains($1) { isTouched = true } }
            }
            if isTouched { times.append(row.integer(0)) }
        }
        for time in times { doubts.add(time: time) }
    }

    /// Makes one copy another interaction's, with what it says.
    ///
    /// What it leaves is to be settled afterwards, and removed if nothing speaks for it any more.
    mutating func move(_ copy: Said, to id: InteractionID) throws -> Int64? {
        let activity = copy.row.rank == .crm ? try activity(copy.row.stream, copy.row.key) : .empty
        let moved = Copy(
            key: copy.row.key,
            rank: copy.row.rank,
            decision: copy.row.decision,
            changedAt: copy.row.changedAt,
            regarding: activity.regarding,
            links: activity.links,
            content: copy.content
        )
        try setDifferingContent(copy.content, copy.row.stream, copy.row.key)
        var target = try insert(id, as: moved)
        if target == nil, let known = try interactionRow(id) {
            target = known.number
            if known.isDeleted {
                try update(known, content: moved.content, decision: moved.decision, provenance: moved.provenance)
                summary.added += 1
            }
        }
        guard let target else { return nil }
        try RawStatement(db, "UPDATE sighting SET interaction = ? WHERE stream = ? AND key = ?").run {
            $0.add(target)
            $0.add(copy.row.stream)
            $0.add(copy.row.key)
        }
        try dropDifferingContents(of: target)
        try settle(target)
        return target
    }
}

extension StoredContent {
    var isMail: Bool { kind == Interaction.Kind.email.rawValue }

    /// The address's number.
    var sender: Int64? {
        var sender: Int64?
        ParticipantCoding.forEach(in: participants) { head, number in
            if sender == nil, head >> 4 == Participant.Role.sender.rawValue { sender = number }
        }
        return sender
    }

    /// The numbers of the addresses that every copy names.
    var recipients: Set<Int64> {
        var numbers: Set<Int64> = []
        let named = [Participant.Role.to.rawValue, Participant.Role.cc.rawValue]
        ParticipantCoding.forEach(in: participants) { head, number in
            if named.contains(head >> 4) { numbers.insert(number) }
        }
        return numbers
    }

    func isSent(within span: Int64, of other: StoredContent) -> Bool {
        let (difference, overflow) = occurredAt.subtractingReportingOverflow(other.occurredAt)
        return !overflow && difference.magnitude <= UInt64(span)
    }
}

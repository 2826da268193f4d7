import Connector
import Eligibility
import Interactions

/// Copies come, again or for the first time, as the interaction that they were or as another.
extension PageWriter {
    /// One copy as a page brings it.
    struct Copy {
        let key: Int64
        let rank: Sighting.Rank
        let decision: Int64
        /// Microseconds since 1970; 0 where nobody says so.
        var changedAt: Int64 = 0
        let regarding: CRMReference?
        /// See `NumberedLink`.
        let links: [UInt8]
        let content: StoredContent

        var activity: ActivityRow { ActivityRow(regarding: regarding, links: links) }

        /// Of the interaction as long as this is its only copy.
        var provenance: Provenance {
            Provenance(isInExchange: rank != .crm, isInCRM: rank == .crm, regarding: regarding, links: links)
        }
    }

    /// - Parameter row: the stream's, with the generation that the copy is seen in.
    mutating func see(_ admitted: Admitted<Sighting>, in row: StreamRow) throws {
        let sighting = admitted.value
        let used = try usedByErased(in: sighting, key: row.key(of: sighting.item), of: row)
        guard let interaction = withoutErased(sighting.interaction, and: used) else {
            return try leaveUntold(sighting.interaction.id, key: row.key(of: sighting.item), in: row)
        }
        let participants = try ParticipantCoding.encode(interaction.participants) {
            try interned.number(of: $0, db)
        }
        let copy = Copy(
            key: row.key(of: sighting.item),
            rank: sighting.rank,
            decision: try interned.number(ofDecision: admitted.decision.text, db),
            changedAt: sighting.changedAt?.microseconds ?? 0,
            regarding: sighting.rank == .crm ? withoutErased(sighting.regarding) : nil,
            links: sighting.rank == .crm ? try encode(sighting.links) : [],
            content: StoredContent(interaction, participants: participants)
        )
        if sighting.lacksMessageID {
            try seeNameless(copy, as: interaction.id, in: row)
        } else {
            try see(copy, as: interaction.id, in: row)
        }
    }

    private mutating func see(_ copy: Copy, as id: InteractionID, in row: StreamRow) throws {
        if doubts.knowsNameless { try forgetNameless(copy.key, in: row) }
        guard let target = try place(copy, as: id, in: row) else { return }
        if try isContested(copy.content, target) {
            try seeContested(copy, beside: target, as: id, in: row)
        } else {
            try see(copy, of: target, in: row)
        }
    }

    /// Stores the copy if it is the first one that is ever seen of its interaction; else answers that one's row.
    mutating func place(_ copy: Copy, as id: InteractionID, in row: StreamRow) throws -> InteractionRow? {
        // Most copies are new ones of new interactions, so these two are tried before anything is looked up.
        guard let number = try insert(id, as: copy) else { return try interactionRow(id) }
        if try !insert(copy, of: number, in: row) {
            try leavePrevious(of: copy.key, in: row)
            _ = try insert(copy, of: number, in: row)
        }
        return nil
    }

    mutating func see(_ copy: Copy, of target: InteractionRow, in row: StreamRow) throws {
        if try !insert(copy, of: target.number, in: row) {
            if let before = try sightingRow(row.id, copy.key), before.interaction == target.number {
                return try seeAgain(copy, of: target, before: before, in: row)
            }
            try leavePrevious(of: copy.key, in: row)
            _ = try insert(copy, of: target.number, in: row)
        }
        if target.isDeleted {
            try update(target, content: copy.content, decision: copy.decision, provenance: copy.provenance)
            summary.added += 1
        } else if copy.content != target.content {
            try setDifferingContent(copy.content, row.id, copy.key)
            try settle(
                target.number,
                adding: Said(row: SightingRow(copy, of: target.number, in: row), content: copy.content)
            )
        } else if copy.decision != target.decision || copy.provenance != target.provenance {
            try settle(target.number)
        }
    }

    private mutating func seeAgain(
        _ copy: Copy,
        of target: InteractionRow,
        before: SightingRow,
        in row: StreamRow
    ) throws {
        let says = try differingContent(row.id, copy.key) ?? target.content
        let isUnchanged =
            try before.rank == copy.rank && before.decision == copy.decision
            && before.changedAt == copy.changedAt && says == copy.content
            && (copy.rank != .crm || activity(row.id, copy.key) == copy.activity)
        if isUnchanged, before.presence == .held, before.generation == row.generation { return }
        let sql = """
            UPDATE sighting SET presence = \(Presence.held.rawValue), generation = ?, rank = ?, decision = ?,
            changed_at_us = ? WHERE stream = ? AND key = ?
            """
        try RawStatement(db, sql).run {
            $0.add(row.generation)
            $0.add(Int64(copy.rank.rawValue))
            $0.add(copy.decision)
            $0.add(copy.changedAt)
            $0.add(row.id)
            $0.add(copy.key)
        }
        if before.presence != .held { counters.sightings += 1 }
        guard !isUnchanged else { return }
        doubts.add(says)
        doubts.add(copy.content)
        if copy.rank == .crm { try setActivity(copy.activity, row.id, copy.key) }
        try setDifferingContent(copy.content == target.content ? nil : copy.content, row.id, copy.key)
        try settle(target.number)
    }

    /// Makes room for an item that became another interaction.
    private mutating func leavePrevious(of key: Int64, in row: StreamRow) throws {
        guard let before = try sightingRow(row.id, key) else { return }
        try deleteSighting(row.id, key)
        try RawStatement(db, "INSERT OR IGNORE INTO previous_interaction (owner, interaction) VALUES (?, ?)").run {
            $0.add(row.owner)
            $0.add(before.interaction)
        }
        try settle(before.interaction)
    }

    /// Whoever is known by number was not erased, so that only the others have to be hashed.
    ///
    /// - Parameter used: addresses that an erased person used in there.
    private func withoutErased(_ interaction: Interaction, and used: Set<Participant.Address>) -> Interaction? {
        guard !erased.isEmpty else { return interaction }
        return interaction.erasing { used.contains($0) || !interned.knows($0) && erased.contains($0) }
    }

    func withoutErased(_ reference: CRMReference?) -> CRMReference? {
        reference.flatMap { !erased.isEmpty && $0.isPerson && erased.contains(.record($0)) ? nil : $0 }
    }

    /// Forgets what the item was: it became something of which nothing may be told.
    private mutating func leaveUntold(_ id: InteractionID, key: Int64, in row: StreamRow) throws {
        guard let before = try sightingRow(row.id, key) else { return }
        guard try interactionRow(id)?.number == before.interaction else { return try leavePrevious(of: key, in: row) }
        try deleteSighting(row.id, key)
        try settle(before.interaction)
        try removeIfUnspoken(before.interaction)
    }
}

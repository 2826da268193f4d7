import GRDB
import Interactions

/// What is left of an interaction and its copies.
extension PageWriter {
    /// Lets every copy say what it would have said from the start.
    ///
    /// Others whose erasure is not complete go as well: they would be interned, and count as not erased.
    mutating func eraseAll(from number: Int64) throws {
        let names = try names(of: number)
        if try rememberUses(in: number, as: names) {
            // Of one Message-ID there may be several.
            for other in Set(try names.flatMap(numbers)).sorted() where other != number { try eraseAll(from: other) }
        }
        guard let row = try interactionRow(number: number), !row.isDeleted else { return }
        try doubtMails("interaction = ?") { $0.add(number) }
        let copies = try sightingRows(of: number)
        let uses = try uses(in: names)
        var speaker: (content: StoredContent, decision: Int64)?
        var left: [Said] = []
        if copies.isEmpty {
            speaker = try erasing(row.content, and: uses).map { ($0, row.decision) }
        }
        for copy in copies {
            let says = try differingContent(copy.stream, copy.key) ?? row.content
            guard let content = try erasing(says, and: uses) else {
                try deleteSighting(copy.stream, copy.key)
                continue
            }
            speaker = speaker ?? (content, copy.decision)
            left.append(Said(row: copy, content: content))
            let said = try activity(copy.stream, copy.key)
            let kept = try withoutErased(said)
            if kept != said { try setActivity(kept, copy.stream, copy.key) }
        }
        if let told = try settleContents(left) { speaker?.content = told }
        guard let speaker else { return try remove(number) }
        let provenance =
            copies.isEmpty
            ? Provenance(
                isInExchange: row.provenance.isInExchange,
                isInCRM: row.provenance.isInCRM,
                regarding: withoutErased(row.provenance.regarding),
                links: try withoutErased(row.provenance.links)
            ) : try provenance(of: number)
        if speaker.content != row.content || speaker.decision != row.decision || provenance != row.provenance {
            try change(row, content: speaker.content, decision: speaker.decision, provenance: provenance)
        }
    }

    /// `Interaction.erasing` for what a row says.
    ///
    /// - Parameter uses: hashes of addresses that an erased person used in there.
    private mutating func erasing(_ content: StoredContent, and uses: Set<PersonHash>) throws -> StoredContent? {
        let participants = try ParticipantCoding.decode(content.participants) {
            try SQLiteInteractionStore.address($0, db)
        }
        // Which one it is makes no difference to what is left of it.
        let id = InteractionID(KeyedHash(high: 0, low: 0))
        let interaction = content.interaction(id, participants: participants)
        guard let left = interaction?.erasing({ isUsed($0, uses) || erased.contains($0) }) else { return nil }
        return StoredContent(
            left,
            participants: try ParticipantCoding.encode(left.participants) { try interned.number(of: $0, db) }
        )
    }
}

import Interactions

extension StoredInteraction {
    /// Nil if a number in the row names nothing.
    init?(_ row: borrowing RowCursor) {
        let content = StoredContent(row, first: 4)
        guard let id = KeyedHash(bytes: row.blob(1)).map({ InteractionID($0) }),
            let kind = Interaction.Kind(rawValue: content.kind),
            let direction = Interaction.Direction(rawValue: content.direction)
        else { return nil }
        let crm = row.text(3)
        var parts: [Part] = []
        ParticipantCoding.forEach(in: content.participants) { head, address in
            guard let role = Participant.Role(rawValue: head >> 4) else { return }
            parts.append(
                Part(
                    role: role,
                    address: address,
                    isInternal: head & 8 != 0,
                    response: head & 7 == 0 ? nil : Participant.Response(rawValue: head & 7 - 1)
                )
            )
        }
        self.init(
            number: row.integer(0),
            id: id,
            kind: kind,
            direction: direction,
            occurredAt: Timestamp(microseconds: content.occurredAt),
            durationSeconds: content.durationSeconds,
            conversation: content.conversation,
            flags: Interaction.Flags(rawValue: content.flags),
            internalCount: content.internalCount,
            externalCount: content.externalCount,
            isInExchange: row.integer(2) == 1,
            isInCRM: crm != nil,
            regarding: crm.flatMap { CRMReference(text: $0) },
            participants: parts
        )
    }

    /// In the order in which `init` reads them.
    static let columns = """
        number, id, crm IS NULL OR EXISTS (SELECT 1 FROM sighting WHERE interaction = number AND rank < 2), crm,
        \(StoredContent.columns)
        """
}

import Interactions

extension StoredInteraction {
    /// Nil if a number in the row names nothing.
    init?(_ row: borrowing RowCursor) {
        let provenance = Provenance(row, first: 2)
        let content = StoredContent(row, first: 6)
        guard let id = KeyedHash(bytes: row.blob(1)).map({ InteractionID($0) }),
            let kind = Interaction.Kind(rawValue: content.kind),
            let direction = Interaction.Direction(rawValue: content.direction)
        else { return nil }
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
            isInExchange: provenance.isInExchange,
            isInCRM: provenance.isInCRM,
            regarding: provenance.regarding,
            participants: parts
        )
    }

    /// What the CRM says whom addresses stood for, see `NumberedLink`.
    static func links(_ row: borrowing RowCursor) -> [UInt8] { row.blob(5) }

    /// In the order in which `init` reads them.
    static let columns = "number, id, \(Provenance.columns), \(StoredContent.columns)"
}

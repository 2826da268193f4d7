package import Interactions

/// An interaction as it is stored, with numbers in place of addresses: what scoring reads by the million.
package struct StoredInteraction: Hashable, Sendable {
    package struct Part: Hashable, Sendable {
        package let role: Participant.Role
        /// Of the address, within this store.
        package let address: Int64
        package let isInternal: Bool
        package let hasDeclined: Bool
    }

    /// Of its first record: never given twice, growing.
    package let number: Int64
    package let id: InteractionID
    package let kind: Interaction.Kind
    package let direction: Interaction.Direction
    package let occurredAt: Timestamp
    package let durationSeconds: Int
    package let conversation: ConversationID?
    package let flags: Interaction.Flags
    package let internalCount: Int
    package let externalCount: Int
    package let isInExchange: Bool
    package let isInCRM: Bool
    package let regarding: CRMReference?
    package let participants: [Part]

    /// Nil if a number in the row names nothing.
    init?(_ row: borrowing RowCursor) {
        let provenance = Provenance(row, first: 2)
        let content = StoredContent(row, first: 5)
        guard let id = KeyedHash(bytes: row.blob(1)).map({ InteractionID($0) }),
            let kind = Interaction.Kind(rawValue: content.kind),
            let direction = Interaction.Direction(rawValue: content.direction)
        else { return nil }
        self.id = id
        self.kind = kind
        self.direction = direction
        number = row.integer(0)
        isInExchange = provenance.isInExchange
        isInCRM = provenance.isInCRM
        regarding = provenance.regarding
        occurredAt = Timestamp(microseconds: content.occurredAt)
        durationSeconds = content.durationSeconds
        conversation = content.conversation
        flags = Interaction.Flags(rawValue: content.flags)
        internalCount = content.internalCount
        externalCount = content.externalCount
        var parts: [Part] = []
        ParticipantCoding.forEach(in: content.participants) { head, address in
            guard let role = Participant.Role(rawValue: head >> 4) else { return }
            parts.append(
                Part(
                    role: role,
                    address: address,
                    isInternal: head & 8 != 0,
                    hasDeclined: head & 7 == Participant.Response.declined.rawValue + 1
                )
            )
        }
        participants = parts
    }

    /// In the order in which `init` reads them.
    static let columns = "number, id, \(Provenance.columns), \(StoredContent.columns)"
}

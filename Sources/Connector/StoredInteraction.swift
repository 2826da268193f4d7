package import Interactions

/// An interaction as it is stored, with numbers in place of addresses: what scoring reads by the million.
package struct StoredInteraction: Hashable, Sendable {
    /// Somebody's part.
    package struct Part: Hashable, Sendable {
        package let role: Participant.Role
        /// Of the address, within this store.
        package let address: Int64
        package let isInternal: Bool
        package let hasDeclined: Bool

        package init(role: Participant.Role, address: Int64, isInternal: Bool, hasDeclined: Bool) {
            self.role = role
            self.address = address
            self.isInternal = isInternal
            self.hasDeclined = hasDeclined
        }
    }

    /// Within this store: never given twice, growing.
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

    package init(
        number: Int64,
        id: InteractionID,
        kind: Interaction.Kind,
        direction: Interaction.Direction,
        occurredAt: Timestamp,
        durationSeconds: Int,
        conversation: ConversationID?,
        flags: Interaction.Flags,
        internalCount: Int,
        externalCount: Int,
        isInExchange: Bool,
        isInCRM: Bool,
        regarding: CRMReference?,
        participants: [Part]
    ) {
        self.number = number
        self.id = id
        self.kind = kind
        self.direction = direction
        self.occurredAt = occurredAt
        self.durationSeconds = durationSeconds
        self.conversation = conversation
        self.flags = flags
        self.internalCount = internalCount
        self.externalCount = externalCount
        self.isInExchange = isInExchange
        self.isInCRM = isInCRM
        self.regarding = regarding
        self.participants = participants
    }
}

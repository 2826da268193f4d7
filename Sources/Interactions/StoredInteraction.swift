/// An interaction as a store knows it, with numbers in place of addresses: what scoring reads by the million.
package struct StoredInteraction: Hashable, Sendable {
    package struct Part: Hashable, Sendable {
        package var role: Participant.Role
        /// The store's number of the address.
        package var address: Int64
        package var isInternal: Bool
        /// The store's number of the row of the CRM that it was, where the CRM says so and that counts more than whose
        /// address it is.
        package var record: Int64?
        /// What an attendee answered, nil where that is not known.
        package var response: Participant.Response?

        package init(
            role: Participant.Role,
            address: Int64,
            isInternal: Bool,
            record: Int64? = nil,
            response: Participant.Response? = nil
        ) {
            self.role = role
            self.address = address
            self.record = record
            self.isInternal = isInternal
            self.response = response
        }
    }

    /// The store's number of the interaction: never given twice, growing.
    package var number: Int64
    package var id: InteractionID
    package var kind: Interaction.Kind
    package var direction: Interaction.Direction
    package var occurredAt: Timestamp
    package var durationSeconds: Int
    package var conversation: ConversationID?
    package var flags: Interaction.Flags
    /// Participants within, more than are listed where the list is cut off.
    package var internalCount: Int
    /// Participants outside, more than are listed where the list is cut off.
    package var externalCount: Int
    /// Whether a mailbox saw it.
    package var isInExchange: Bool
    /// Whether the CRM knows it.
    package var isInCRM: Bool
    /// The row of the CRM that it is about.
    package var regarding: CRMReference?
    package var participants: [Part]

    package init(
        number: Int64,
        id: InteractionID,
        kind: Interaction.Kind,
        direction: Interaction.Direction,
        occurredAt: Timestamp,
        durationSeconds: Int = 0,
        conversation: ConversationID? = nil,
        flags: Interaction.Flags = [],
        internalCount: Int,
        externalCount: Int,
        isInExchange: Bool = true,
        isInCRM: Bool = false,
        regarding: CRMReference? = nil,
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

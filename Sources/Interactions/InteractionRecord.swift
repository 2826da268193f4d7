/// One line of an interaction's history as everything downstream gets it: version 2 of the record.
///
/// `Schemas` describes what the feed makes of it.
package struct InteractionRecord: Hashable, Sendable {
    /// Grows only when a field changes its meaning or goes away.
    package static let schemaVersion = 2

    package enum Operation: Hashable, Sendable {
        /// The interaction is new, or all of it is told anew with all of its participants.
        case upsert(Interaction)
        /// The interaction is gone, and its participants with it.
        case delete(InteractionID)
    }

    package let operation: Operation
    /// Place in the store's sequence of changes, growing; with the identifier the key under which a delivery may be
    /// repeated without harm.
    package let sequence: Int64
    /// `Decision.ID` by which the data was admitted, nil where no decision was needed.
    package let decision: String?
    /// Whether a mailbox saw it.
    package let isInExchange: Bool
    /// Whether the CRM knows it.
    package let isInCRM: Bool
    /// The record of the CRM that it is about.
    package let regarding: CRMReference?
    /// The CRM's records of the participants, as far as it has any now.
    package let records: [Participant.Address: CRMReference]
    /// How many it was ever told to have who take part; whatever is beyond those of now is gone.
    package let mostParticipants: Int
    /// Names the partition of a log in which everything that is told of it in an epoch stays in order: that of the
    /// conversation in which it was stored first, so that a conversation is in order as well; its own where it had
    /// none.
    package let partition: KeyedHash

    /// - Parameter partition: nil where `operation` was told first.
    package init(
        _ operation: Operation,
        sequence: Int64,
        decision: String?,
        isInExchange: Bool = true,
        isInCRM: Bool = false,
        regarding: CRMReference? = nil,
        records: [Participant.Address: CRMReference] = [:],
        mostParticipants: Int = 0,
        partition: KeyedHash? = nil
    ) {
        self.operation = operation
        self.sequence = sequence
        self.decision = decision
        self.isInExchange = isInExchange
        self.isInCRM = isInCRM
        self.regarding = regarding
        self.records = records
        self.mostParticipants = mostParticipants
        self.partition =
            switch operation {
            case .upsert(let told): partition ?? told.conversation?.hash ?? told.id.hash
            case .delete(let id): partition ?? id.hash
            }
    }

    package var id: InteractionID {
        switch operation {
        case .upsert(let interaction): interaction.id
        case .delete(let id): id
        }
    }
}

package import Eligibility
package import Interactions

/// An interaction as the store hands it on: what it says now, or that it is no more.
package struct StoredInteraction: Hashable, Sendable {
    package enum Operation: Hashable, Sendable {
        case upsert(Interaction)
        /// Nothing is left but the identifier and the kind.
        case delete(InteractionID, Interaction.Kind)
    }

    package let operation: Operation
    /// Grows with every change of any interaction.
    package let sequence: Int64
    /// The decision that admitted the copy that speaks.
    package let decision: Decision.ID
}

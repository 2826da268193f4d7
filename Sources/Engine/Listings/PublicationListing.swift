/// What was written to the CRM's own table, or would be, as every face shows it.
package struct PublicationListing: Encodable {
    /// False if it was only to be said.
    package let isDone: Bool
    package let written: Int
    package let removed: Int
    /// Rows that the CRM would not take.
    package let refused: Int
    package let unchanged: Int
    /// Whether rows stay that may have to go, because not everything has been read yet.
    package let keepsUnknown: Bool

    /// - Parameter outcome: nil for what was only planned.
    package init(_ plan: Publication, _ outcome: Engine.PublicationOutcome? = nil) {
        isDone = outcome != nil
        written = outcome?.written ?? plan.writes
        removed = outcome?.removed ?? plan.removals
        refused = outcome?.refused ?? 0
        unchanged = plan.unchanged
        keepsUnknown = plan.keepsUnknown
    }
}

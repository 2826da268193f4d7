import Interactions

/// An address that may be an erased person's: his row has it, or the CRM linked it to the row.
struct MemoryClaim: Hashable, Sendable {
    let address: EmailAddress
    let record: CRMReference
    /// The row that `record` was merged into, or itself.
    let person: CRMReference
    let isLinked: Bool
}

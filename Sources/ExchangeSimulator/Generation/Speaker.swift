/// Somebody who writes, answers and meets in a generated tenant.
struct Speaker: Hashable, Sendable {
    let party: PartyNumber
    /// The mailbox that gets this party's mail; nil for everybody who has none here.
    let box: Int?
    /// Index of the working hours.
    let hours: Int
    /// What follows the `@` in this party's message ids.
    let domain: String
}

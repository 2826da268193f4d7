/// Whose data is about to be removed, and then how much it was.
struct RemovalEntry: Codable {
    /// What is removed: the kind of the log's record.
    enum Kind: String {
        /// All that only some mailboxes contributed.
        case purge
        /// A person, for good.
        case erasure
        /// What is older than is kept.
        case retention
    }

    /// Keyed hashes of the addresses; none for retention.
    let of: [String]
    /// Nil before the removal.
    let removed: Int?
    let changed: Int?
}

/// Whether a copy is in its stream: `sighting.presence`.
enum Presence: Int64 {
    /// The most frequent one is zero, which takes no byte in a row.
    case held
    /// Gone from its stream, but its mailbox's round may find it in another.
    case leaving
    /// Gone for good; only of mail, which happened nevertheless.
    case gone
}

/// Whether a copy is in its stream, as `sighting.presence` stores it.
enum Presence: Int64 {
    /// The most frequent one is zero, which takes no byte in a row.
    case held
    /// Gone from its stream, but its owner's round may find it in another.
    case leaving
    /// Gone for good; only of mail, which happened nevertheless.
    case gone
}

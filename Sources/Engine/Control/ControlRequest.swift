/// What a process asks of the one that holds the store.
package enum ControlRequest: Codable, Sendable {
    /// A person's address as exports write it.
    case erase(person: String, acceptsClock: Bool)
    /// A mailbox's address.
    case purge(mailbox: String, acceptsClock: Bool)
    /// Streams of the feed, which are worked out anew.
    case refreshFeed(streams: [String])
}

import Feed

/// What a delivery into a lake does in the end, written down before it does any of it: after that it is done, whenever
/// it is interrupted; before that, nothing happened.
struct LakeJournal: Codable, Sendable {
    /// Files whose drafts take their places, in this order.
    var place: [String] = []
    /// Files that go.
    var remove: [String] = []
    /// What the lake has then.
    var state = FeedState()
}

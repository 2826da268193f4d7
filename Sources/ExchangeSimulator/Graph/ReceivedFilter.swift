/// Bounds of `receivedDateTime`, the only filter that messages are served with.
struct ReceivedFilter: Hashable, Sendable {
    /// Seconds since 1970, included.
    private(set) var start: UInt32 = 0
    private(set) var end: UInt32 = .max

    init(start: UInt32, end: UInt32) {
        self.start = start
        self.end = end
    }

    /// - Parameter text: `receivedDateTime ge 2026-01-01T00:00:00Z`, several of them with `and`.
    init?(_ text: String) {
        var words = text.split(separator: " ").map(String.init)[...]
        repeat {
            guard words.count >= 3, words.removeFirst().lowercased() == "receiveddatetime" else { return nil }
            let comparison = words.removeFirst().lowercased()
            guard let time = RequestTime.seconds(words.removeFirst()).map({ UInt32(clamping: $0) }) else { return nil }
            switch comparison {
            case "ge": start = max(start, time)
            case "gt": start = max(start, time &+ 1)
            case "le": end = min(end, time)
            case "lt": end = min(end, time == 0 ? 0 : time - 1)
            default: return nil
            }
            if words.isEmpty { return }
        } while words.removeFirst().lowercased() == "and"
        return nil
    }

    func contains(_ item: StoredItem) -> Bool { start <= item.received && item.received <= end }
}

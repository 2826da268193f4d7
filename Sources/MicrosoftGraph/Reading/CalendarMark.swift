import Interactions

/// What a calendar was like when all of it was known; part of a cursor.
struct CalendarMark: Hashable, Sendable {
    /// Counted from 1970 in UTC; the window moves with it.
    let day: Int
    /// Of events, series counted once.
    let count: Int
    /// The newest change; 1970 in a calendar without events.
    let changedAt: Timestamp

    /// Three words.
    var text: String { "\(day) \(count) \(changedAt.microseconds)" }

    init(day: Int, count: Int, changedAt: Timestamp) {
        self.day = day
        self.count = count
        self.changedAt = changedAt
    }

    /// Nil for what `text` never is.
    init?(words: some Collection<Substring>) {
        let words = Array(words)
        guard words.count == 3, let day = Int(words[0]), let count = Int(words[1]), count >= 0,
            let changedAt = Int64(words[2])
        else { return nil }
        self.init(day: day, count: count, changedAt: Timestamp(microseconds: changedAt))
    }
}

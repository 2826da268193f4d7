/// How far a round over the window around a day has come; part of a cursor.
package struct CalendarProgress: Hashable, Sendable {
    /// Counted from 1970 in UTC.
    package let day: Int
    /// Everything before is read, in seconds from 1970.
    package let position: Int
    /// What a view spans at the moment, in seconds.
    package let length: Int
    /// Of this round as far as it has come, and of the last one beyond.
    package let unread: UnreadStretches

    package init(day: Int, position: Int, length: Int, unread: UnreadStretches) {
        self.day = day
        self.position = position
        self.length = length
        self.unread = unread
    }

    package init(beginning day: Int, in window: CalendarWindow, unread: UnreadStretches) {
        let seconds = window.seconds(around: day)
        self.init(
            day: day,
            position: seconds.lowerBound,
            length: window.longestView,
            unread: unread.within(seconds)
        )
    }

    /// Four words.
    package var text: String { "\(day) \(position) \(length) \(unread.text)" }

    /// Nil for what `text` never is.
    package init?(words: some Collection<Substring>) {
        let words = Array(words)
        guard words.count == 4, let day = Int(words[0]), let position = Int(words[1]), let length = Int(words[2]),
            length > 0, let unread = UnreadStretches(text: words[3])
        else { return nil }
        self.init(day: day, position: position, length: length, unread: unread)
    }

    func with(_ unread: UnreadStretches) -> CalendarProgress {
        CalendarProgress(day: day, position: position, length: length, unread: unread)
    }
}

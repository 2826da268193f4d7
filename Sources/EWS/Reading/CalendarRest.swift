import MailboxReading

/// What is read of a calendar between two looks at it; part of a cursor.
struct CalendarRest: Hashable, Sendable {
    /// The window around it is read, counted from 1970 in UTC; nil where it is clear that a round is needed.
    let day: Int?
    /// Around which the window was read from end to end; nil where items were taken by themselves since.
    ///
    /// What a single item was before nobody says: of a series that became one, the occurrences go with the next round.
    let wholeDay: Int?
    let unread: UnreadStretches

    /// Changes of which nobody tells, should there be any, lag so many days at most.
    private static let longestTrust = 7

    init(day: Int?, wholeDay: Int?, unread: UnreadStretches) {
        self.day = day
        self.wholeDay = wholeDay
        self.unread = unread
    }

    /// The same with a round due.
    var changed: CalendarRest { CalendarRest(day: nil, wholeDay: nil, unread: unread) }

    /// The same after items were taken by themselves.
    var patched: CalendarRest { CalendarRest(day: day, wholeDay: nil, unread: unread) }

    /// Where to begin if nothing changed since: with the days that the window has reached by now; nil if all of it is
    /// to be read.
    func edge(of window: CalendarWindow, today: Int) -> (progress: CalendarProgress, wholeDay: Int)? {
        guard let day, let wholeDay, unread.isEmpty, day < today, today - wholeDay < Self.longestTrust else {
            return nil
        }
        let position = window.seconds(around: day).upperBound
        guard window.seconds(around: today).dropFirst().contains(position) else { return nil }
        let progress = CalendarProgress(day: today, position: position, length: window.longestView, unread: unread)
        return (progress, wholeDay)
    }

    /// Three words.
    var text: String { "\(Self.text(day)) \(Self.text(wholeDay)) \(unread.text)" }

    /// Nil for what `text` never is.
    init?(words: some Collection<Substring>) {
        let words = Array(words)
        guard words.count == 3, let day = Self.day(words[0]), let wholeDay = Self.day(words[1]),
            let unread = UnreadStretches(text: words[2])
        else { return nil }
        self.init(day: day, wholeDay: wholeDay, unread: unread)
    }

    private static func text(_ day: Int?) -> String { day.map { String($0) } ?? none }

    private static func day(_ word: Substring) -> Int?? { word == none ? .some(nil) : Int(word).map { .some($0) } }

    private static let none = "-"
}

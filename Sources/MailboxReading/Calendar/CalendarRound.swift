import Connector
package import Interactions

/// Lays views of a calendar side by side over a window of days; they grow where events are few, and shrink where they
/// are many, or where one of them spoils every view that it is in.
package struct CalendarRound<Event: Sendable>: Sendable {
    /// Nothing shorter holds what a minute could not.
    static var shortest: Int { 60 }

    let window: Range<Int>
    let longest: Int
    let capacity: Int
    let start: @Sendable (Event) -> Timestamp?
    let ask: @Sendable (Stretch) async throws -> CalendarAnswer<Event>

    /// - Parameters:
    ///   - capacity: how many events fit into one answer.
    ///   - start: when an event begins; nil if it is not known.
    ///   - ask: throws what concerns more than the stretch.
    package init(
        _ window: CalendarWindow,
        around day: Int,
        capacity: Int,
        start: @escaping @Sendable (Event) -> Timestamp?,
        ask: @escaping @Sendable (Stretch) async throws -> CalendarAnswer<Event>
    ) {
        self.window = window.seconds(around: day)
        longest = window.longestView
        self.capacity = capacity
        self.start = start
        self.ask = ask
    }

    /// The next step.
    ///
    /// - Throws: `SourceError`, or what `ask` throws.
    package func page(at place: CalendarProgress) async throws -> CalendarPage<Event> {
        if let known = place.unread.covering(place.position), let rest = Stretch(place.position, known.end) {
            return try await again(rest, known, place)
        }
        // What could not be read last time stands alone from the start.
        let limit = min(place.unread.next(after: place.position)?.start ?? .max, window.upperBound)
        let asked = min(place.position + place.length, limit)
        var end = max(asked, place.position + 1)
        var hasFailed = false
        while let stretch = Stretch(place.position, end) {
            switch try await ask(stretch) {
            case .whole(let events):
                let length = end < asked ? stretch.length : nextLength(after: events.count, asked: place.length)
                return page(events, upTo: end, length: length, place)
            case .tooMuch:
                guard stretch.length > Self.shortest else { throw SourceError.tooMuchAtOnce }
                end = stretch.middle
            case .failed(let error):
                guard try await answersElsewhere(than: place) else { throw error }
                // Once more: what passes is nobody's fault.
                if hasFailed { return try await search(stretch, error, place) }
                hasFailed = true
            }
        }
        return page([], upTo: window.upperBound, length: place.length, place)
    }

    /// Asks for a stretch that could not be read the last time.
    private func again(_ stretch: Stretch, _ known: Stretch, _ place: CalendarProgress) async throws -> CalendarPage<
        Event
    > {
        var unread = place.unread
        unread.remove(known)
        switch try await ask(stretch) {
        case .whole(let events):
            return page(events, upTo: stretch.end, length: place.length, place, unread: unread)
        case .tooMuch:
            return try await page(at: place.with(unread))
        case .failed(let error):
            return page([], upTo: stretch.end, length: place.length, place, failure: (known, error))
        }
    }

    /// Stays short where events are many, and grows again where they are few.
    private func nextLength(after count: Int, asked length: Int) -> Int {
        count < capacity / 4 ? min(longest, length * 2) : length
    }

    func page(
        _ events: [Event],
        upTo end: Int,
        length: Int,
        _ place: CalendarProgress,
        unread: UnreadStretches? = nil,
        failure: (stretch: Stretch, error: SourceError)? = nil
    ) -> CalendarPage<Event> {
        var unread = unread ?? place.unread
        if let failure { unread.insert(failure.stretch) }
        return CalendarPage(
            events: new(events, from: place.position, place.unread),
            failure: failure,
            progress: CalendarProgress(day: place.day, position: end, length: length, unread: unread),
            isFirst: place.position == window.lowerBound,
            isLast: end >= window.upperBound,
            span: Timestamp(
                microseconds: Int64(window.lowerBound) * 1_000_000
            )..<Timestamp(
                microseconds: Int64(window.upperBound) * 1_000_000
            )
        )
    }

    /// Without what began earlier: that was in the view before, unless this is the first, or that one could not be
    /// read.
    func new(_ events: [Event], from position: Int, _ unread: UnreadStretches) -> [Event] {
        guard position > window.lowerBound else { return events }
        let begin = Timestamp(microseconds: Int64(unread.beginning(of: position)) * 1_000_000)
        return events.filter { event in start(event).map { $0 >= begin } ?? true }
    }
}

extension Stretch {
    /// Whole days as long as it has some, then whole minutes.
    var middle: Int {
        let half = length / 2
        let unit = half >= CalendarWindow.secondsPerDay ? CalendarWindow.secondsPerDay : 60
        return start + max(60, half / unit * unit)
    }
}

extension SourceError {
    static let tooMuchAtOnce = SourceError(
        .badAnswer,
        scope: .stream,
        retry: .never,
        message: "More meetings at the same time than the calendar lists at once; it cannot be read."
    )
}

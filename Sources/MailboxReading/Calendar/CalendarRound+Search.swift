import Connector

/// How the event that spoils a view is found: by halving what fails, and then by leaps to where it ends.
extension CalendarRound {
    /// Everything in `failing` before the bad event, which becomes a stretch of its own.
    ///
    /// Costs some thirty questions at most, however long the view and the event are.
    func search(_ failing: Stretch, _ first: SourceError, _ place: CalendarProgress) async throws -> CalendarPage<Event>
    {
        var (low, high, error) = (failing.start, failing.end, first)
        var events: [Event] = []
        while let half = Stretch(low, high), half.length > Self.shortest, let asked = Stretch(low, half.middle) {
            switch try await ask(asked) {
            case .whole(let found):
                events += low == place.position ? found : new(found, from: low, UnreadStretches())
                low = asked.end
            case .tooMuch:
                // One thing after the other: what is many comes first, in pages of its own.
                guard asked.length > Self.shortest else { throw SourceError.tooMuchAtOnce }
                return page(events, upTo: low, length: asked.middle - asked.start, place)
            case .failed(let latest):
                (high, error) = (asked.end, latest)
            }
        }
        // The rest failed only as a part of more.
        if let rest = Stretch(low, high), case .whole(let found) = try await ask(rest) {
            events += low == place.position ? found : new(found, from: low, UnreadStretches())
            return page(events, upTo: high, length: place.length, place)
        }
        let end = try await endOfFailure(from: high)
        guard place.unread.all.count < UnreadStretches.most, let bad = Stretch(low, end) else {
            throw SourceError.unreadableCalendar(error)
        }
        return page(events, upTo: end, length: place.length, place, failure: (bad, error))
    }

    /// The first instant from `start` on, in leaps that double, at which a short view is answered.
    private func endOfFailure(from start: Int) async throws -> Int {
        var (failing, next, leap) = (start - Self.shortest, start, Self.shortest)
        while next < window.upperBound, try await !answers(at: next) {
            (failing, next, leap) = (next, next + leap, leap * 2)
        }
        if next >= window.upperBound {
            guard try await answers(at: window.lowerBound) else { throw SourceError.nothingShown }
            next = window.upperBound
        }
        while let between = Stretch(failing, next), between.length > Self.shortest {
            if try await answers(at: between.middle) { next = between.middle } else { failing = between.middle }
        }
        return next
    }

    /// Whether a short view of another time is answered, so that the failure is in the stretch and not in the service.
    func answersElsewhere(than place: CalendarProgress) async throws -> Bool {
        let before = place.position - Self.shortest
        if before >= window.lowerBound, place.unread.covering(before) == nil { return try await answers(at: before) }
        for instant in [window.upperBound - Self.shortest, window.lowerBound] {
            if try await answers(at: instant) { return true }
        }
        return false
    }

    private func answers(at instant: Int) async throws -> Bool {
        guard let stretch = Stretch(instant, min(instant + Self.shortest, window.upperBound)) else { return false }
        if case .failed = try await ask(stretch) { return false }
        return true
    }
}

extension SourceError {
    fileprivate static let nothingShown = SourceError(
        .unavailable,
        scope: .stream,
        retry: .now,
        message: "The calendar shows nothing at all, so that no single event is to blame."
    )

    fileprivate static func unreadableCalendar(_ error: SourceError) -> SourceError {
        SourceError(
            .unreadableItem,
            scope: .stream,
            retry: .never,
            message: "More than \(UnreadStretches.most) stretches of the calendar cannot be read: \(error.message)",
            vendorCode: error.vendorCode
        )
    }
}

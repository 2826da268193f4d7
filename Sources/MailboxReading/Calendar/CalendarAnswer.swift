package import Connector

/// What a service shows of a calendar in a stretch of time.
package enum CalendarAnswer<Event: Sendable>: Sendable {
    /// Everything in it.
    case whole([Event])
    /// More than fits into one answer: it will do with a shorter stretch.
    case tooMuch
    /// Nothing, perhaps because of a single event.
    case failed(SourceError)
}

import Interactions
import JSONStream

/// The events of a calendar that changed last, the newest change first: single ones and series.
///
/// <https://learn.microsoft.com/graph/api/calendar-list-events>
struct ChangedEvents: JSONReadable {
    struct Entry: JSONReadable {
        let event: GraphEvent
        /// When it came into the calendar.
        let createdAt: Timestamp?

        init(json: JSONValue) throws(JSONError) {
            event = try GraphEvent(json: json)
            createdAt = json["createdDateTime"]?.string.flatMap { Timestamp(iso8601: $0) }
        }
    }

    /// Of all events of the calendar.
    let count: Int
    let entries: [Entry]

    /// So many are listed.
    static let most = 50

    /// For the query of a URL.
    static func query(_ events: EventQuery) -> String {
        "\(events.text),createdDateTime&$orderby=lastModifiedDateTime%20desc&$top=\(most)&$count=true"
    }

    init(json: JSONValue) throws(JSONError) {
        guard let count = json["@odata.count"]?.integer, count >= 0 else { throw JSONError(.missing, at: json.offset) }
        self.count = count
        entries = try json.required("value")
    }

    /// The events that are not what they were, each as it is now, and what the calendar is like now; nil where a series
    /// is among them, something is gone, or nobody can tell.
    ///
    /// - Parameters:
    ///   - mark: of a time when the newest change was long past, so that nothing changed since with an earlier time.
    ///   - now: by our clock; changes of a moment ago are told again the next time.
    func changes(since mark: CalendarMark, at now: Timestamp) -> (events: [GraphEvent], mark: CalendarMark)? {
        guard isInOrder else { return nil }
        let changed = entries.prefix { $0.event.lastModified.map { $0 > mark.changedAt } ?? true }
        guard changed.count < entries.count || entries.count == count else { return nil }
        guard changed.allSatisfy({ $0.isSingle && $0.createdAt != nil }) else { return nil }
        let new = changed.count { $0.createdAt.map { $0 > mark.changedAt } ?? true }
        guard count == mark.count + new else { return nil }
        let newest = changed.first?.event.lastModified ?? mark.changedAt
        let isSettled = newest < now.advanced(by: NewestEvent.settlingTime)
        let next = isSettled ? CalendarMark(day: mark.day, count: count, changedAt: newest) : mark
        return (changed.map(\.event), next)
    }

    /// Where it is not, older changes may stand before newer ones.
    private var isInOrder: Bool {
        let times = entries.map { $0.event.lastModified?.microseconds ?? .max }
        return zip(times, times.dropFirst()).allSatisfy { $0 >= $1 }
    }
}

extension ChangedEvents.Entry {
    /// It is no series, and all that has to be known of it is here.
    fileprivate var isSingle: Bool {
        event.type == "singleInstance" && event.isComplete && !event.isMalformed && event.lastModified != nil
            && event.start != nil && event.end != nil
    }
}

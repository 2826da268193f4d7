import Connector
import Interactions
import OData

/// Lists what one calendar shows between two days.
///
/// <https://learn.microsoft.com/graph/api/calendar-list-calendarview>
struct CalendarView: Sendable {
    let client: GraphClient
    let mailbox: Mailbox.ID
    /// `StreamID.folder`.
    let calendar: String
    let query: EventQuery

    /// Further pages that give nothing new are taken for ones without end.
    private static let mostEmptyPages = 20
    /// What gets through where a page of the normal size does not.
    private static let smallPage = 10

    /// Everything from a day on, for as many days as fit into one page, but for one at least.
    ///
    /// Further pages count from the beginning of a list that may have changed meanwhile, so that something could be
    /// passed over; a view of one page is of one moment.
    /// - Parameters:
    ///   - first: counts from 1970 in UTC.
    ///   - days: as many at most.
    /// - Throws: `SourceError`, or `CancellationError`.
    func events(from first: Int, atMost days: Int) async throws -> (events: [GraphEvent], days: Int) {
        var days = days
        do {
            while true {
                let page = try await page(first, days, size: client.pageSize)
                guard page.next != nil, days > 1 else { return (try await whole(page, pageSize: nil), days) }
                days /= 2
            }
        } catch ODataError.failure(let failure) where failure.saysNothing {
            return (try await eventsInSmallPages(from: first, days: days), days)
        } catch let error as ODataError {
            throw SourceError(error, concerning: .stream)
        }
    }

    /// A calendar may answer 503 with nothing in it as often as it is asked for a page of the usual size.
    private func eventsInSmallPages(from first: Int, days: Int) async throws -> [GraphEvent] {
        do {
            return try await whole(try await page(first, days, size: Self.smallPage), pageSize: Self.smallPage)
        } catch let error as ODataError {
            throw SourceError(error, concerning: .stream)
        }
    }

    private func page(_ first: Int, _ days: Int, size: Int) async throws -> CollectionPage<GraphEvent> {
        let target = client.root.target(
            ["users", mailbox.text, "calendars", calendar, "calendarView"],
            query: "startDateTime=\(Self.time(first))&endDateTime=\(Self.time(first + days))&\(query.text)&$top=\(size)"
        )
        return try await client.listing(target, of: GraphEvent.self, pageSize: size)
    }

    /// The page and those after it, each event once and as it was last told.
    private func whole(_ page: CollectionPage<GraphEvent>, pageSize: Int?) async throws -> [GraphEvent] {
        var places: [String: Int] = [:]
        var events: [GraphEvent] = []
        func take(_ page: CollectionPage<GraphEvent>) -> Bool {
            let count = events.count
            for event in page.value {
                if let place = places[event.id] {
                    events[place] = event
                } else {
                    places[event.id] = events.count
                    events.append(event)
                }
            }
            return events.count > count
        }
        _ = take(page)
        var seen: Set<ODataLink> = []
        var empty = 0
        var next = page.next
        while let link = next {
            guard seen.insert(link).inserted, empty < Self.mostEmptyPages else {
                throw SourceError.repeatedPage(.stream)
            }
            let page = try await client.listing(link.target, of: GraphEvent.self, pageSize: pageSize)
            empty = take(page) ? 0 : empty + 1
            next = page.next
        }
        return events
    }

    private static func time(_ day: Int) -> String {
        Timestamp(microseconds: Int64(day) * Timestamp.microsecondsPerDay).iso8601
    }
}

extension ODataFailure {
    /// Neither a code nor how long to wait.
    fileprivate var saysNothing: Bool { status == 503 && code == nil && retryAfter == nil }
}

import Connector
import Interactions
import MailboxReading
import OData

/// Lists what one calendar shows in a stretch of time.
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
    /// So many pages of one day are, too.
    private static let mostPages = 200
    /// What gets through where a page of the normal size does not.
    private static let smallPage = 10
    /// So many events may be asked for one by one, where a view of them cannot be had.
    private static let mostSingles = 25

    /// As a list of one page, or of a day or less.
    ///
    /// Further pages count from the beginning of a list that may have changed meanwhile, so that something could be
    /// passed over; a view of one page is of one moment.
    /// - Throws: `SourceError` for what concerns more than the stretch, or `CancellationError`.
    func events(in stretch: Stretch) async throws -> CalendarAnswer<GraphEvent> {
        do {
            let page = try await page(stretch, query.text, size: client.pageSize)
            guard page.next == nil || stretch.isShort else { return .tooMuch }
            return .whole(try await whole(page, pageSize: nil))
        } catch ODataError.failure(let failure) where failure.saysNothing {
            return .whole(try await eventsInSmallPages(stretch))
        } catch let error as ODataError {
            let cause = SourceError(error, concerning: .stream)
            guard error.mayBeOneItem else { throw cause }
            return try await ids(in: stretch) ?? .failed(cause)
        }
    }

    /// What stands for a stretch that could not be read, read again.
    ///
    /// - Throws: `SourceError` for what concerns more than the stretch, or `CancellationError`.
    func change(of stretch: Stretch) async throws -> Change {
        switch try await events(in: stretch) {
        case .whole, .tooMuch: .gone(stretch.item)
        case .failed(let error): .unreadable(stretch.item, error)
        }
    }

    /// The events that changed last; nil where the service does not say.
    ///
    /// - Throws: `SourceError` for what concerns more than this question, or `CancellationError`.
    func changed() async throws -> ChangedEvents? {
        let path = ["users", mailbox.text, "calendars", calendar, "events"]
        do {
            let target = client.root.target(path, query: ChangedEvents.query(query))
            return try await client.entity(target, as: ChangedEvents.self)
        } catch let error as ODataError {
            let cause = SourceError(error, concerning: .stream)
            // Views may be answered where this is not.
            guard error.mayBeOneItem || cause.scope <= .stream && cause.retry == .never else { throw cause }
            return nil
        }
    }

    /// Ids may be had where what they stand for spoils the view; nil if they cannot.
    private func ids(in stretch: Stretch) async throws -> CalendarAnswer<GraphEvent>? {
        do {
            let page = try await page(stretch, "$select=id", size: client.pageSize)
            guard stretch.isShort || page.next == nil && page.value.count <= Self.mostSingles else { return .tooMuch }
            return .whole(try await whole(page, pageSize: nil))
        } catch let error as ODataError {
            guard error.mayBeOneItem else { throw SourceError(error, concerning: .stream) }
            return nil
        }
    }

    /// A calendar may answer 503 with nothing in it as often as it is asked for a page of the usual size.
    private func eventsInSmallPages(_ stretch: Stretch) async throws -> [GraphEvent] {
        do {
            return try await whole(
                try await page(stretch, query.text, size: Self.smallPage),
                pageSize: Self.smallPage
            )
        } catch let error as ODataError {
            throw SourceError(error, concerning: .stream)
        }
    }

    private func page(_ stretch: Stretch, _ select: String, size: Int) async throws -> CollectionPage<GraphEvent> {
        let target = client.root.target(
            ["users", mailbox.text, "calendars", calendar, "calendarView"],
            query:
                "startDateTime=\(Self.time(stretch.start))&endDateTime=\(Self.time(stretch.end))&\(select)&$top=\(size)"
        )
        return try await client.listing(target, of: GraphEvent.self, pageSize: size)
    }

    /// The page and those after it, each event once and as it was last told.
    private func whole(_ page: CollectionPage<GraphEvent>, pageSize: Int?) async throws -> [GraphEvent] {
        var news = PageNews<GraphEvent>()
        for event in page.value { news.add(event, about: event.id) }
        var seen: Set<ODataLink> = []
        var empty = 0
        var next = page.next
        while let link = next {
            guard seen.insert(link).inserted, empty < Self.mostEmptyPages, seen.count < Self.mostPages else {
                throw SourceError.repeatedPage(.stream)
            }
            let page = try await client.listing(link.target, of: GraphEvent.self, pageSize: pageSize)
            let known = news.words.count
            for event in page.value { news.add(event, about: event.id) }
            empty = news.words.count > known ? 0 : empty + 1
            next = page.next
        }
        return news.words
    }

    private static func time(_ second: Int) -> String {
        Timestamp(microseconds: Int64(second) * 1_000_000).iso8601
    }
}

extension Stretch {
    /// Nothing is gained by a shorter one, as far as a page can hold it.
    fileprivate var isShort: Bool { length <= CalendarWindow.secondsPerDay }
}

extension ODataFailure {
    /// Neither a code nor how long to wait.
    fileprivate var saysNothing: Bool { status == 503 && code == nil && retryAfter == nil }
}

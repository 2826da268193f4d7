import Connector
import Interactions
import MailboxReading
import Testing

/// How views are laid over a calendar, and how one event that spoils them is passed over.
struct CalendarRoundTests {
    private static let window = CalendarWindow(daysBack: 366, daysAhead: 366, sliceDays: 92)
    private static let today = 20_780
    private static let hour = 3_600
    private static let day = 86_400

    private struct Event: Hashable, Sendable {
        let id: Int
        let start: Int
        let end: Int
        var isBad = false
    }

    /// A service that shows what overlaps a stretch, unless something bad does.
    private actor Service {
        var events: [Event]
        let capacity: Int
        var isDown = false
        private(set) var questions = 0
        private(set) var earliest = Int.max
        private(set) var latest = Int.min

        init(_ events: [Event], capacity: Int = 1_000) {
            self.events = events
            self.capacity = capacity
        }

        func answer(_ stretch: Stretch) -> CalendarAnswer<Event> {
            questions += 1
            (earliest, latest) = (min(earliest, stretch.start), max(latest, stretch.end))
            let shown = events.filter { $0.start < stretch.end && $0.end > stretch.start }
            if isDown || shown.contains(where: \.isBad) { return .failed(CalendarRoundTests.failure) }
            return shown.count > capacity ? .tooMuch : .whole(shown)
        }

        func forgetQuestions() { questions = 0 }

        func mend() { events = events.map { Event(id: $0.id, start: $0.start, end: $0.end) } }

        func breakDown() { isDown = true }
    }

    private static let failure = SourceError(.unavailable, scope: .stream, retry: .now, message: "500")

    /// All pages of a round, and where it ended.
    private static func round(
        _ service: Service,
        unread: UnreadStretches = UnreadStretches()
    ) async throws -> [CalendarPage<Event>] {
        let round = CalendarRound<Event>(
            window,
            around: today,
            capacity: service.capacity,
            start: { Timestamp(microseconds: Int64($0.start) * 1_000_000) },
            ask: { await service.answer($0) }
        )
        var place = CalendarProgress(beginning: today, in: window, unread: unread)
        var pages: [CalendarPage<Event>] = []
        repeat {
            // What a cursor keeps is all that is known from page to page.
            place = try #require(CalendarProgress(words: place.text.split(separator: " ")))
            pages.append(try await round.page(at: place))
            place = pages[pages.count - 1].progress
            try #require(pages.count < 1_000)
        } while pages.last?.isLast == false
        return pages
    }

    private static func at(_ days: Int, _ seconds: Int = 0) -> Int { (today + days) * day + seconds }

    private static func meeting(_ id: Int, _ days: Int, _ seconds: Int, minutes: Int = 60, isBad: Bool = false) -> Event
    {
        let start = at(days, seconds)
        return Event(id: id, start: start, end: start + minutes * 60, isBad: isBad)
    }

    @Test(
        "One bad event of any length hides only itself",
        arguments: [1, 15, 60, 480, 10_080],
        [-366, -200, -20, 0, 300, 364]
    )
    func badEvent(minutes: Int, days: Int) async throws {
        let bad = Self.meeting(0, days, 9 * Self.hour + 7 * 60, minutes: minutes, isBad: true)
        let good =
            (0..<200).map { Self.meeting($0 + 1, $0 * 3 - 300, 14 * Self.hour) }.filter {
                $0.end <= bad.start || $0.start >= bad.end
            }
            + [
                Event(id: 901, start: bad.start - 3_600, end: bad.start),
                Event(id: 902, start: bad.end, end: bad.end + 3_600),
            ].filter { Self.window.seconds(around: Self.today).contains($0.start) }
        let service = Service(good + [bad])
        let pages = try await Self.round(service)
        let found = pages.flatMap(\.events).map(\.id)
        // Two that touch it may share its first or last minute.
        #expect(Set(found).union([901, 902]) == Set(good.map(\.id)).union([901, 902]))
        #expect(found.count == Set(found).count)
        let unread = try #require(pages.last?.progress.unread.all)
        #expect(unread.count == 1)
        #expect(unread[0].start <= bad.start && unread[0].start > bad.start - 60)
        let end = min(bad.end, Self.window.seconds(around: Self.today).upperBound)
        #expect(unread[0].end >= end && unread[0].end < end + 60)
        #expect(pages.last?.isWhole == false)
        #expect(pages.flatMap(\.unreadable) == [.unreadable(unread[0].item, Self.failure)])
        #expect(await service.questions < 60)
        // Nor is anything asked for outside of the days that are read.
        #expect(await service.earliest == Self.window.seconds(around: Self.today).lowerBound)
        #expect(await service.latest == Self.window.seconds(around: Self.today).upperBound)
    }

    @Test func `A bad event at the first instant is looked for within the days that are read`() async throws {
        let days = Self.window.seconds(around: Self.today)
        let service = Service([Event(id: 0, start: days.lowerBound, end: days.lowerBound + 60, isBad: true)])
        let pages = try await Self.round(service)
        #expect(pages.last?.progress.unread.all.count == 1)
        #expect(await service.earliest == days.lowerBound)
    }

    @Test(arguments: [(0, 0), (86_399, 0), (86_400, 1), (1_795_392_000, 20_780), (1_795_391_999, 20_779)])
    func `A day begins at midnight in UTC, and all of the last one is read`(second: Int, day: Int) {
        #expect(CalendarWindow.day(of: Timestamp(microseconds: Int64(second) * 1_000_000)) == day)
        let window = CalendarWindow(daysBack: 1, daysAhead: 2, sliceDays: 3)
        #expect(window.seconds(around: day) == (day - 1) * 86_400..<(day + 3) * 86_400)
        #expect(window.longestView == 3 * 86_400)
    }

    @Test func `Several bad events are each passed over, and what overlaps one is read from where it ends`()
        async throws
    {
        let bad = [-300, -20, -19, 40].map { Self.meeting($0, $0, 9 * Self.hour, isBad: true) }
        let longer = Event(id: 1, start: Self.at(-20, 9 * Self.hour + 600), end: Self.at(-20, 12 * Self.hour))
        let around = Event(id: 2, start: Self.at(-20, 8 * Self.hour), end: Self.at(-20, 12 * Self.hour))
        let within = Event(id: 3, start: Self.at(-20, 9 * Self.hour + 600), end: Self.at(-20, 9 * Self.hour + 1_200))
        let service = Service(bad + [longer, around, within])
        let pages = try await Self.round(service)
        #expect(pages.flatMap(\.events).map(\.id).sorted() == [1, 2])
        #expect(pages.compactMap(\.failure).count == 4)
    }

    @Test func `The next round knows what could not be read, and asks for it alone`() async throws {
        let service = Service(
            [-200, -20].map { Self.meeting($0, $0, 9 * Self.hour, isBad: true) } + [Self.meeting(1, 3, 0)]
        )
        let unread = try #require(try await Self.round(service).last?.progress.unread)
        await service.forgetQuestions()
        let again = try await Self.round(service, unread: unread)
        #expect(again.last?.progress.unread == unread)
        #expect(again.flatMap(\.unreadable).count == 2)
        #expect(again.flatMap(\.events).map(\.id) == [1])
        #expect(await service.questions < 16)
        await service.mend()
        let mended = try await Self.round(service, unread: unread)
        #expect(mended.flatMap(\.events).map(\.id).sorted() == [-200, -20, 1])
        #expect(mended.last?.isWhole == true)
        #expect(mended.flatMap(\.unreadable).isEmpty)
    }

    @Test func `A service that shows nothing at all is not searched for a bad event`() async throws {
        let service = Service([Self.meeting(1, 0, 0)])
        await service.breakDown()
        await #expect(throws: Self.failure) { try await Self.round(service) }
        #expect(await service.questions < 5)
    }

    @Test func `A calendar of which nothing but pieces can be read is given up`() async throws {
        let service = Service((0..<80).map { Self.meeting($0, $0, 9 * Self.hour, isBad: true) })
        let error = await #expect(throws: SourceError.self) { try await Self.round(service) }
        #expect(error?.code == .unreadableItem)
        #expect(error?.retry == .never)
    }

    @Test(arguments: [8, 50])
    func `Views shrink where events are many, and lose and double none`(capacity: Int) async throws {
        let events = (0..<400).map { Event(id: $0, start: Self.at(0, $0 * 600), end: Self.at(0, $0 * 600 + 500)) }
        let service = Service(events, capacity: capacity)
        let found = try await Self.round(service).flatMap(\.events).map(\.id)
        #expect(found == events.map(\.id))
    }

    @Test func `More at one instant than can be shown is an error, not a cut`() async throws {
        let service = Service((0..<5).map { Self.meeting($0, 0, 0) }, capacity: 4)
        let error = await #expect(throws: SourceError.self) { try await Self.round(service) }
        #expect(error?.code == .badAnswer)
        #expect(error?.retry == .never)
    }
}

struct StretchTests {
    @Test func `The key of a stretch is no item's, and comes back`() throws {
        let stretch = try #require(Stretch(-60, 1_795_435_200))
        #expect(Stretch(stretch.item) == stretch)
        for key in [
            "AAMkAD=", "", "unread stretch ", "unread stretch 5:5", "unread stretch 1:2:3", "unread stretch a:b",
        ] {
            #expect(Stretch(ItemKey(key)) == nil)
        }
        #expect(Stretch(5, 5) == nil)
    }

    @Test func `What could not be read comes back from a cursor, in order`() throws {
        let stretches = UnreadStretches([try #require(Stretch(50, 60)), try #require(Stretch(-5, 10))])
        #expect(stretches.text == "-5:10,50:60")
        #expect(UnreadStretches(text: stretches.text) == stretches)
        #expect(UnreadStretches(text: "-") == UnreadStretches())
        for text in ["", "1", "1:2,", "2:1", "1:2;3:4"] { #expect(UnreadStretches(text: text) == nil) }
        #expect(stretches.within(0..<20).text == "-5:10")
    }

    @Test(arguments: ["", "1 2 3", "1 2 0 -", "a 2 3 -", "1 2 3 x", "1 2 3 - 4"])
    func `A place that is none is refused`(text: String) {
        #expect(CalendarProgress(words: text.split(separator: " ", omittingEmptySubsequences: false)) == nil)
    }
}

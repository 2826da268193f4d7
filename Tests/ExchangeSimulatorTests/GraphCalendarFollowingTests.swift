import ExchangeSimulator
import Testing

/// A client that does nothing but follow the links of a calendar's changes, beside a calendar where anything happens.
struct GraphCalendarFollowingTests {
    @Test(arguments: 1...12 as ClosedRange<UInt64>, [false, true])
    func `Who follows all links ends with what the view shows`(seed: UInt64, isImmutable: Bool) async throws {
        let exchange = try await Exchange.start(mails: 0)
        var random = Dice(state: seed)
        var client = try await GraphClient.start(exchange)
        var link = "calendarView/delta?" + GraphCalendar.window
        var known: [String: Event] = [:]
        for _ in 0..<60 {
            try exchange.tenant.update { tenant in
                for _ in 0..<random.below(4) { try Self.happen(&tenant, &random) }
            }
            client.preference = Self.preference(1 + random.below(9), isImmutable)
            let page = try await client.page(link)
            Self.apply(page.value, to: &known)
            link = try #require(page.nextLink ?? page.deltaLink)
        }
        // Nothing happens any more; a round that is under way and one more get to the end.
        client.preference = Self.preference(3, isImmutable)
        for _ in 0..<2 {
            let (entities, deltaLink) = try await client.round(link)
            Self.apply(entities, to: &known)
            link = deltaLink
        }
        let there = try await client.page("calendarView?$top=1000&" + GraphCalendar.window).value
        let expected = Dictionary(uniqueKeysWithValues: there.map { ($0.id, Event($0)) })
        #expect(known.filter { $1.kind != "seriesMaster" } == expected)
        #expect(!expected.isEmpty)
    }

    private struct Event: Equatable {
        let start: String?
        let kind: String?
        let master: String?

        init(_ entity: GraphClient.Entity) {
            start = entity.start?.dateTime
            kind = entity.kind
            master = entity.seriesMasterId
        }
    }

    private static func preference(_ size: Int, _ isImmutable: Bool) -> String {
        "odata.maxpagesize=\(size)" + (isImmutable ? ", IdType=\"ImmutableId\"" : "")
    }

    /// A master that is told again, or removed, takes the place of all its occurrences.
    private static func apply(_ entities: [GraphClient.Entity], to known: inout [String: Event]) {
        for entity in entities {
            if entity.removed != nil || entity.kind == "seriesMaster" {
                known = known.filter { $0.key != entity.id && $0.value.master != entity.id }
            }
            if entity.removed == nil { known[entity.id] = Event(entity) }
        }
    }

    /// One of the things that a user does.
    private static func happen(_ tenant: inout TenantState, _ random: inout Dice) throws {
        let (box, _) = try Exchange.place(tenant)
        let calendar = try #require(tenant[box].number(of: .calendar))
        let items = tenant[box].items(in: calendar)
        guard !items.isEmpty, random.below(3) > 0 else {
            // From a month before the window to a month after it.
            let day = try seconds("2026-09-01T09:00") + random.below(122) * 86_400
            var event = try GraphCalendar.series(&tenant, uid: "\(random.below(1_000_000))")
            event.exceptions = [:]
            event.deleted = []
            event.start = day
            event.end = day + 3_600
            event.recurrence = nil
            if random.below(2) == 0 {
                event.recurrence = RecurrenceRule(
                    pattern: .daily(interval: 1 + random.below(9)),
                    start: CivilDay(number: day / 86_400),
                    end: .count(1 + random.below(8))
                )
            }
            tenant.add(event, to: calendar, of: box)
            return
        }
        let item = items[random.below(items.count)]
        let content = try #require(tenant[box].item(item)).content
        let start = tenant[box].events[Int(content)].start
        let days = (random.below(120) - 60) * 86_400
        switch random.below(9) {
        case 0: tenant.hardDelete(item, of: box)
        case 1: tenant.softDelete(item, of: box)
        case 2: tenant.cancelOccurrence(at: start, of: item, in: box)
        case 3:
            tenant.editEvent(item, of: box) { event in
                guard event.recurrence == nil else {
                    event.exceptions[start] = .init(start: start + days, end: start + days + 1_800)
                    return
                }
                event.start += days
                event.end += days
            }
        case 4: tenant.cancel(item, of: box)
        default:
            // There and back again.
            guard let moved = tenant.softDelete(item, of: box) else { return }
            tenant.move(moved, of: box, to: calendar)
        }
    }
}

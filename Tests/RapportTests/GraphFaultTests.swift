import Connector
import ConnectorTesting
import ExchangeSimulator
import MicrosoftGraph
import Pipeline
import Testing

/// Microsoft Graph that misbehaves: nothing is lost, nothing is doubled, and nobody who was told to wait is asked.
struct GraphFaultTests {
    private static let tenant = TenantGenerator(users: 2, seed: 33, itemsPerUser: 20, now: 1_795_435_200).generate()

    /// What is read when nothing goes wrong: read once for all of these tests.
    private static let undisturbed = Task {
        let store = MemoryStore()
        _ = try await World.with(tenant, mailboxes: 2) { try await $0.sync(store, through: .graph) }
        return await store.content
    }

    /// Faults that a client outlives within one run.
    private static let passing: [WebFault] = [
        .throttled(retryAfter: "3"), .throttled(retryAfter: "2.128"), .throttled(retryAfter: nil),
        .throttled(retryAfter: "Mon, 23 Nov 2026 12:00:05 GMT"), .unavailable(retryAfter: nil),
        .unavailable(retryAfter: "4"), .failing(status: 500, code: "InternalServerError"),
        .failing(status: 502, code: "BadGateway"), .failing(status: 504, code: "GatewayTimeout"),
        .failing(status: 509, code: "BandwidthLimitExceeded"), .failing(status: 400, code: ""),
        .failing(status: 401, code: "InvalidAuthenticationToken"), .expired, .page, .empty, .cut(percent: 30),
        .cut(percent: 99), .truncated(percent: 60), .delay(milliseconds: 1),
    ]

    @Test(arguments: Torture.share(passing, every: 4))
    func `A fault that passes leaves no trace`(fault: WebFault) async throws {
        let expected = try await Self.undisturbed.value
        let clock = ImpatientClock()
        try await World.with(Self.tenant, mailboxes: 2) { options in
            options.webFaults = WebFaultPlan([3, 11, 19, 27].map { .init(fault, first: $0) })
            options.now = { clock.now.offset }
        } _: { world in
            let store = MemoryStore()
            let report = try await world.plan(store, through: .graph, clock: clock).run(world.mailboxes)
            report.expectComplete()
            #expect(await store.content == expected)
            // What has no state yet cannot expire.
            #expect(fault == .expired || world.webStatistics.faults == 4)
            #expect(world.webStatistics.requestsDuringBackOff == 0)
        }
    }

    /// Faults that nobody outlives, from the fifth request on, and what is said of them.
    private static let lasting: [(WebFault, SourceError.Code)] = [
        (.failing(status: 403, code: "ErrorAccessDenied"), .accessDenied),
        (.failing(status: 403, code: "Authorization_RequestDenied"), .accessDenied),
        (.failing(status: 404, code: "MailboxNotEnabledForRESTAPI"), .noMailbox),
        (.failing(status: 404, code: "ResourceNotFound"), .noMailbox),
        (.failing(status: 404, code: "Request_ResourceNotFound"), .noMailbox),
        (.failing(status: 404, code: "ErrorInvalidUser"), .noMailbox),
        (.failing(status: 401, code: "InvalidAuthenticationToken"), .unauthenticated), (.page, .badAnswer),
        (.empty, .badAnswer), (.truncated(percent: 90), .badAnswer), (.cut(percent: 50), .unavailable),
        (.throttled(retryAfter: "310"), .throttled), (.failing(status: 500, code: "ErrorQuotaExceeded"), .unavailable),
    ]

    @Test(arguments: Torture.share(lasting, every: 4))
    func `A fault that stays is reported, and the first run without it makes everything good`(
        fault: WebFault,
        code: SourceError.Code
    ) async throws {
        let expected = try await Self.undisturbed.value
        let clock = ImpatientClock()
        try await World.with(Self.tenant, mailboxes: 2) { options in
            options.now = { clock.now.offset }
        } _: { world in
            let store = MemoryStore()
            world.use(WebFaultPlan([.init(fault, first: 5, count: .max / 2)]))
            let report = try await world.plan(store, through: .graph, clock: clock).run(world.mailboxes)
            let codes = report.mailboxes.compactMap { outcome -> SourceError.Code? in
                // The list of calendars is asked for last, and fails alone.
                switch outcome.end {
                case .failed(let error), .incomplete(let error): error.code
                default: nil
                }
            }
            #expect(codes.contains(code), "\(codes)")
            world.use(WebFaultPlan())
            // A back-off of the last fault may still be on.
            try await clock.sleep(for: .seconds(600))
            let second = try await world.plan(store, through: .graph, clock: clock).run(world.mailboxes)
            second.expectComplete()
            #expect(await store.content == expected)
        }
    }

    /// Parts of a mailbox that are never to be had without another pause, and what is read all the same.
    private static let busy: [(path: String, mail: Bool, events: Bool)] = [
        ("/calendars", true, false), ("/calendarview", true, false), ("/mailfolders/delta", false, true),
        ("/mailfolders/junkemail", true, true), ("/mailfolders/inbox", true, true),
    ]

    @Test(arguments: Torture.share(busy, every: 2), ["20", nil])
    func `A part that asks for pauses without end leaves the rest to be read`(
        part: (path: String, mail: Bool, events: Bool),
        retryAfter: String?
    ) async throws {
        let expected = try await Self.undisturbed.value
        let clock = ImpatientClock()
        try await World.with(Self.tenant, mailboxes: 2) { options in
            options.now = { clock.now.offset }
        } _: { world in
            let store = MemoryStore()
            let rule = WebFaultPlan.Rule(.throttled(retryAfter: retryAfter), path: part.path, count: .max / 2)
            world.use(WebFaultPlan([rule]))
            let report = try await world.plan(store, through: .graph, clock: clock).run(world.mailboxes)
            for outcome in report.mailboxes {
                guard case .incomplete(let error) = outcome.end else {
                    Issue.record("\(outcome.end)")
                    continue
                }
                #expect(error.code == .throttled)
                let complete = outcome.streams.filter { $0.end == .complete }
                #expect(complete.contains { $0.stream.kind == .mail } == part.mail)
                #expect(complete.contains { $0.stream.kind == .calendar } == part.events)
            }
            #expect(world.webStatistics.requestsDuringBackOff == 0)
            #expect(report.commits.removed == 0)
            world.use(WebFaultPlan())
            try await clock.sleep(for: .seconds(600))
            try await world.sync(store, through: .graph)
            #expect(await store.content == expected)
        }
    }

    @Test func `A mailbox over its quota is listed, and its changes are read when it has room again`() async throws {
        let expected = try await Self.undisturbed.value
        try await World.with(Self.tenant, mailboxes: 2) { world in
            let store = MemoryStore()
            world.use(
                WebFaultPlan([
                    .init(.failing(status: 500, code: "ErrorQuotaExceeded"), path: "/messages/delta", count: .max / 2)
                ])
            )
            try await world.sync(store, through: .graph)
            #expect(world.webStatistics.faults > 10)
            #expect(await store.content == expected)
            #expect(try await world.sync(store, through: .graph) == CommitSummary())
            world.use(WebFaultPlan())
            #expect(try await world.sync(store, through: .graph) == CommitSummary())
            #expect(await store.content == expected)
        }
    }

    @Test func `No mailbox gets more than three requests at a time, however many folders are read at once`()
        async throws
    {
        let expected = try await Self.undisturbed.value
        try await World.with(Self.tenant, mailboxes: 2) { options in
            options.webFaults = WebFaultPlan([], concurrency: 4)
        } _: { world in
            let store = MemoryStore()
            let client = GatheringClient(world.transport)
            let source = try world.graphSource(through: client)
            let plan = try world.plan(store, source: source, sourceName: GraphSource.name) { $0.streamsPerMailbox = 8 }
            let report = try await plan.run(world.mailboxes)
            #expect(report.pauses == Pauses())
            #expect(await store.content == expected)
            #expect(world.webStatistics.requestsOverLimit == 0)
            #expect(world.webStatistics.mostConcurrentRequests <= 3)
            #expect(client.most == 3)
        }
    }
}

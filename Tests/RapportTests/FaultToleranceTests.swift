import Connector
import ConnectorTesting
import ExchangeSimulator
import Pipeline
import Testing

/// The real source and transport over TLS against a server that misbehaves: nothing is lost, nothing is doubled, and
/// nobody who was told to wait is asked.
@Suite struct FaultToleranceTests {
    private static let tenant = TenantGenerator(users: 2, seed: 33, itemsPerUser: 20, now: 1_795_435_200).generate()

    /// What is read when nothing goes wrong: read once for all of these tests.
    private static let undisturbed = Task {
        let store = MemoryStore()
        _ = try await World.with(tenant, mailboxes: 2) { try await $0.sync(store) }
        return await store.content
    }

    /// Faults that a client outlives within one run.
    private static let passing = [
        "unavailable", "unavailable=3", "tooManyRequests=2", "busy=1500", "connections", "syncCalls=900", "inner=900",
        "refused=ErrorADUnavailable", "failing=ErrorMailboxStoreUnavailable", "moving", "empty", "cut=30", "cut=99",
        "truncated", "slow=1", "references", "controls", "pieces", "withoutCharset", "byteOrderMark",
    ]

    @Test(arguments: Torture.share(passing, every: 4))
    func `A fault that passes leaves no trace`(fault: String) async throws {
        let expected = try await Self.undisturbed.value
        let clock = ImpatientClock()
        let plan = try FaultPlan(parsing: [2, 9, 20, 30].map { "\(fault)#\($0)" }.joined(separator: ","))
        try await World.with(Self.tenant, mailboxes: 2) { options in
            options.faults = plan
            options.now = { clock.now.offset }
        } _: { world in
            let store = MemoryStore()
            let report = try await world.plan(store, clock: clock).run(world.mailboxes)
            report.expectComplete()
            #expect(await store.content == expected)
            #expect(world.statistics.faults == 4)
            #expect(world.statistics.requestsDuringBackOff == 0)
            #expect(world.statistics.requestsOverLimit == 0)
        }
    }
    /// Faults that nobody outlives, from the fifth request on.
    private static let lasting = [
        "unauthorized", "forbidden", "redirect", "page", "doctype", "bomb=48", "truncated", "cut=90", "empty",
        "failing=ErrorNonExistentMailbox", "busy=310000",
    ]

    @Test(arguments: Torture.share(lasting, every: 4))
    func `A fault that stays is reported, and the first run without it makes everything good`(fault: String)
        async throws
    {
        let expected = try await Self.undisturbed.value
        let clock = ImpatientClock()
        let plan = try FaultPlan(parsing: "\(fault)#5x1000000")
        try await World.with(Self.tenant, mailboxes: 2) { options in
            options.now = { clock.now.offset }
        } _: { world in
            let store = MemoryStore()
            world.use(plan)
            let report = try await world.plan(store, clock: clock).run(world.mailboxes)
            // The archive's list comes last, and fails alone.
            #expect(
                report.mailboxes.contains {
                    switch $0.end {
                    case .failed, .incomplete: true
                    default: false
                    }
                }
            )
            world.use(FaultPlan())
            // A back-off of the last fault may still be on.
            try await clock.sleep(for: .seconds(600))
            let second = try await world.plan(store, clock: clock).run(world.mailboxes)
            second.expectComplete()
            #expect(await store.content == expected)
        }
    }

    @Test func `A server that repeats a sync state for ever does not hold up the run`() async throws {
        try await World.with(Self.tenant, mailboxes: 1) { world in
            let store = MemoryStore()
            try await world.sync(store)
            let expected = await store.content
            world.use(try FaultPlan(parsing: "stuck#1x1000000"))
            let report = try await world.plan(store).run(world.mailboxes)
            #expect(report.mailboxes.count == 1)
            #expect(world.statistics.faults > 0)
            world.use(FaultPlan())
            #expect(try await world.sync(store) == CommitSummary())
            #expect(await store.content == expected)
        }
    }
}

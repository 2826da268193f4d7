import Connector
import ConnectorTesting
import ExchangeSimulator
import Pipeline
import Testing

/// The real source and transport over TLS against a server that misbehaves: nothing is lost, nothing is doubled, and
/// nobody who was told to wait is asked.
@Suite struct FaultToleranceTests {
    private static let tenant = TenantGenerator(users: 2, seed: 33, itemsPerUser: 20, now: 1_795_435_200).generate()

    /// Faults that a client outlives within one run.
    private static let passing = [
        "unavailable", "unavailable=3", "tooManyRequests=2", "busy=1500", "connections", "syncCalls=900", "inner=900",
        "refused=ErrorADUnavailable", "failing=ErrorMailboxStoreUnavailable", "moving", "empty", "cut=30", "cut=99",
        "truncated", "slow=1", "references", "controls", "pieces", "withoutCharset", "byteOrderMark",
    ]

    @Test(arguments: passing)
    func `A fault that passes leaves no trace`(fault: String) async throws {
        let expected = MemoryStore()
        _ = try await World.with(Self.tenant, mailboxes: 2) { try await $0.sync(expected) }
        let clock = ImpatientClock()
        let plan = try FaultPlan(parsing: [2, 9, 20, 30].map { "\(fault)#\($0)" }.joined(separator: ","))
        try await World.with(Self.tenant, mailboxes: 2) { options in
            options.faults = plan
            options.now = { clock.now.offset }
        } _: { world in
            let store = MemoryStore()
            let report = try await world.plan(store, clock: clock).run(world.mailboxes)
            for outcome in report.mailboxes {
                guard case .complete = outcome.end else {
                    Issue.record("\(outcome.end)")
                    continue
                }
            }
            #expect(await store.content == expected.content)
            #expect(world.statistics.faults == 4)
            #expect(world.statistics.requestsDuringBackOff == 0)
            #expect(world.statistics.requestsOverLimit == 0)
        }
    }
}

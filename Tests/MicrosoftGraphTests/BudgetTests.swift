import Connector
import ConnectorTesting
import Interactions
import OData
import Synchronization
import Testing

@testable import MicrosoftGraph

struct BudgetTests {
    private static let mailbox = Mailbox.ID("anna@contoso.example")

    /// How many were under way at the same time.
    private final class Gauge: Sendable {
        private let state = Mutex((now: 0, most: 0))
        var most: Int { state.withLock { $0.most } }

        func run(_ clock: ManualClock) async throws {
            state.withLock { state in
                state.now += 1
                state.most = max(state.most, state.now)
            }
            try await clock.sleep(for: .seconds(1))
            state.withLock { $0.now -= 1 }
        }
    }

    private static func most(of count: Int, on budget: RequestBudget, mailboxes: Int = 1) async throws -> Int {
        let gauge = Gauge()
        let clock = ManualClock()
        // None is over before as many run as may.
        try await clock.moving {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for index in 0..<count {
                    let mailbox = Mailbox.ID("\(index % mailboxes)@contoso.example")
                    group.addTask { try await budget.spend(on: mailbox) { try await gauge.run(clock) } }
                }
                try await group.waitForAll()
            }
        }
        return gauge.most
    }

    @Test func `Three requests of a mailbox run at a time, and each mailbox has its own three`() async throws {
        #expect(try await Self.most(of: 60, on: RequestBudget(clock: ManualClock())) == 3)
        #expect(try await Self.most(of: 60, on: RequestBudget(clock: ManualClock()), mailboxes: 2) == 6)
    }

    @Test func `A mailbox that was throttled gets one at a time for a while`() async throws {
        let clock = ManualClock()
        let budget = RequestBudget(clock: clock)
        await budget.noteThrottling(of: Mailbox.ID("0@contoso.example"))
        #expect(try await Self.most(of: 30, on: budget) == 1)
        clock.advance(by: .seconds(300))
        #expect(try await Self.most(of: 30, on: budget) == 3)
        #expect(await budget.counters.throttled == 1)
        #expect(await budget.counters.requests == 60)
    }

    @Test(arguments: [
        (429, "TooManyRequests", true), (500, "InternalServerError", false), (404, "ErrorItemNotFound", false),
    ])
    func `An answer that throttles, and no other, is counted against the mailbox`(
        status: Int,
        code: String,
        isThrottled: Bool
    ) async throws {
        let budget = RequestBudget(clock: ManualClock())
        let client = GraphClient(
            configuration: .init(root: try #require(ODataRoot(url: Graph.host + "/v1.0")), pageSize: 200),
            transport: WithoutOwner(transport: ScriptedTransport { _ in Graph.failure(status, code) }),
            token: { _ in "token-1" },
            budget: budget,
            requestID: { "request-1" }
        )
        let source = GraphSource(client: client, now: Graph.now)
        await #expect(throws: SourceError.self) { try await source.changes(in: Graph.stream, after: nil) }
        #expect(await (budget.counters.throttled > 0) == isThrottled)
    }

    @Test func `No more than the window allows are sent in any ten minutes`() async throws {
        let clock = ManualClock()
        var limits = RequestBudget.Limits()
        limits.requests = 5
        let budget = RequestBudget(limits: limits, clock: clock)
        for _ in 0..<5 { try await budget.spend(on: Self.mailbox) {} }
        async let sixth: Void = budget.spend(on: Self.mailbox) {}
        await clock.waitForSleepers()
        // Another mailbox does not wait.
        try await budget.spend(on: Mailbox.ID("ben@contoso.example")) {}
        clock.advance(by: .seconds(599))
        #expect(await budget.counters.requests == 6)
        clock.advance(by: .seconds(1))
        try await sixth
        #expect(await budget.counters == RequestBudget.Counters(requests: 7, delayed: 1))
    }

    @Test func `Who is cancelled while waiting gives the room to others`() async throws {
        let budget = RequestBudget(clock: ManualClock())
        let latch = ManualClock()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<3 {
                group.addTask { try await budget.spend(on: Self.mailbox) { try await latch.sleep(for: .seconds(1)) } }
            }
            await latch.waitForSleepers(3)
            let waiting = Task { try await budget.spend(on: Self.mailbox) {} }
            waiting.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
            latch.advance(by: .seconds(1))
            try await group.waitForAll()
        }
        #expect(try await budget.spend(on: Self.mailbox) { 7 } == 7)
    }
}

extension RequestBudget.Counters {
    fileprivate init(requests: Int, delayed: Int) {
        self.init()
        self.requests = requests
        self.delayed = delayed
    }
}

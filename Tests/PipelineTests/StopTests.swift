import Connector
import ConnectorTesting
import Interactions
import Pipeline
import Testing

/// A stop ends a run in a known time, whatever the other side does.
struct StopTests {
    /// Where a service falls silent for good.
    enum Silence: CaseIterable {
        case endpoint, listing, firstPage, laterPage, crm
    }

    @Test(arguments: Silence.allCases)
    func `Ten seconds after a stop a run is over, however silent its service is`(silence: Silence) async throws {
        let clock = ManualClock()
        let never = ManualClock()
        var source = ScriptedSource()
        source.list = { owner, _ in
            if silence == .listing { try await never.sleep(for: .seconds(1)) }
            return ListingPage(streams: [ScriptedSource.inbox(of: owner)])
        }
        source.read = { _, cursor in
            if silence == .firstPage || cursor != nil { try await never.sleep(for: .seconds(1)) }
            let item = Change.found(ItemKey("a"), Scene.mail(number: 1))
            return ChangePage(
                changes: [item],
                cursor: Cursor("c"),
                isLast: silence != .laterPage,
                startsRound: cursor == nil
            )
        }
        var crm = ScriptedSource()
        crm.list = { _, _ in
            if silence == .crm { try await never.sleep(for: .seconds(1)) }
            return ListingPage(streams: [])
        }
        let stop = StopSignal()
        let store = MemoryStore()
        let run = SyncRun(
            mailboxes: { [source] _ in
                if silence == .endpoint { try await never.sleep(for: .seconds(1)) }
                return [SourceBinding(source, name: "table")]
            },
            crm: SourceBinding(crm, name: "crm"),
            upkeep: StoreUpkeep(
                store: store,
                decide: EligibleTenant.decide(Scene.mailboxes),
                retention: nil,
                now: { EligibleTenant.now }
            ),
            normalizer: try .forTests(),
            pauses: PauseBook(clock),
            stop: stop
        )
        async let running = run.run([Scene.mailboxes[0]])
        await never.waitForSleepers()
        stop.request()
        await clock.waitForSleepers()
        #expect(clock.now.offset == .zero)
        clock.advance(by: .seconds(10))
        let report = try await running
        switch silence {
        case .crm: guard case .stopped = report.crm?.end else { throw CancellationError() }
        default: guard case .stopped = report.mailboxes[0].end else { throw CancellationError() }
        }
        // What came before the silence is kept.
        let count = await store.content.interactions.count
        #expect(silence == .crm || count == (silence == .laterPage ? 1 : 0))
    }

    @Test func `A stop during a wait ends it at once, and the reason of the wait is kept`() async throws {
        let clock = ManualClock()
        let error = SourceError(.unavailable, scope: .host, retry: .now, message: "Connection refused.")
        var source = ScriptedSource()
        source.list = { _, _ in throw error }
        let stop = StopSignal()
        let plan = try Scene().plan(bindings: [SourceBinding(source, name: "table")], clock: clock, stop: stop)
        async let running = plan.run(Scene.mailboxes)
        await clock.waitForSleepers()
        stop.request()
        let report = try await running
        #expect(clock.now.offset == .zero)
        // Those whose turn never came would have waited for the same.
        for outcome in report.mailboxes {
            guard case .stopped(error) = outcome.end else {
                Issue.record("\(outcome.end)")
                return
            }
        }
    }
}

import Connector
import ConnectorTesting
import Interactions
import Pipeline
import Synchronization
import Testing

/// What a service asks for is kept to the second, by everybody whom it concerns, or the run goes on without it.
struct PauseTests {
    private static func throttled(_ seconds: Int, _ scope: SourceError.Scope) -> SourceError {
        SourceError(
            .throttled,
            scope: scope,
            retry: .after(.seconds(seconds)),
            message: "The service asks for a pause."
        )
    }

    @Test(arguments: [1, 30, 310], [SourceError.Scope.stream, .mailbox, .source])
    func `A pause is as long as it was told, whatever it concerns`(seconds: Int, scope: SourceError.Scope) async throws
    {
        let clock = ImpatientClock()
        var source = ScriptedSource()
        let times = Mutex<[Duration]>([])
        source.read = { _, _ in
            let count = times.withLock { times in
                times.append(clock.now.offset)
                return times.count
            }
            if count == 1 { throw Self.throttled(seconds, scope) }
            return ScriptedSource.end
        }
        let report = try await Scene().plan(bindings: [SourceBinding(source, name: "table")], clock: clock)
            .run([Scene.mailboxes[0]])
        guard case .complete = report.mailboxes[0].end else { throw CancellationError() }
        #expect(times.withLock { $0 } == [.zero, .seconds(seconds)])
    }

    @Test(arguments: [311, 900, 86_400])
    func `A folder that asks for more than a run can wait is left until then, and the others are read`(
        seconds: Int
    ) async throws {
        let clock = ImpatientClock()
        var source = ScriptedSource()
        source.list = { owner, _ in
            ListingPage(streams: ["a", "b", "c"].map { ScriptedSource.folder($0, of: owner) })
        }
        let asked = Mutex<[String]>([])
        source.read = { stream, _ in
            asked.withLock { $0.append(stream.folder) }
            if stream.folder == "b" { throw Self.throttled(seconds, .stream) }
            return ScriptedSource.end
        }
        let report = try await Scene().plan(bindings: [SourceBinding(source, name: "table")], clock: clock)
            .run([Scene.mailboxes[0]])
        guard case .incomplete(let error) = report.mailboxes[0].end else { throw CancellationError() }
        #expect(error.code == .throttled)
        let end = EligibleTenant.now.advanced(by: .seconds(seconds))
        #expect(error.message.contains(end.iso8601), "\(error.message)")
        #expect(asked.withLock { $0 } == ["a", "b", "c"])
        #expect(clock.sleeps.isEmpty)
        #expect(report.pauses.throttled == 1)
    }

    @Test func `A mailbox that asks for more is not asked for anything else, and the next one is`() async throws {
        var source = ScriptedSource()
        source.list = { owner, _ in
            ListingPage(streams: ["a", "b", "c"].map { ScriptedSource.folder($0, of: owner) })
        }
        let asked = Mutex<[StreamID]>([])
        source.read = { stream, _ in
            asked.withLock { $0.append(stream) }
            if stream.owner.mailbox == Scene.mailboxes[0] { throw Self.throttled(900, .mailbox) }
            return ScriptedSource.end
        }
        let report = try await Scene().plan(
            bindings: [SourceBinding(source, name: "table")],
            configure: { $0.streamsPerMailbox = 2 }
        ).run(Array(Scene.mailboxes.prefix(2)))
        guard case .failed(let error) = report.mailboxes[0].end, case .complete = report.mailboxes[1].end else {
            throw CancellationError()
        }
        #expect(error.code == .throttled)
        // Two were under way together at most.
        #expect(asked.withLock { $0.count { $0.owner.mailbox == Scene.mailboxes[0] } } <= 2)
    }

    @Test func `A source that asks for more ends its mailboxes, not those of another source`() async throws {
        var busy = ScriptedSource()
        busy.list = { _, _ in throw Self.throttled(3_600, .source) }
        let calm = ScriptedSource()
        let report = try await Scene().plan(bindings: [
            SourceBinding(busy, name: "busy") { $0 != Scene.mailboxes[1] },
            SourceBinding(calm, name: "table"),
        ]).run(Scene.mailboxes)
        #expect(busy.asked.owner.count == 1)
        #expect(report.sourceErrors.map(\.source) == ["busy"])
        guard case .complete = report.mailboxes[1].end, case .failed(let error) = report.mailboxes[2].end else {
            throw CancellationError()
        }
        #expect(error.code == .throttled && error.message.contains("before"))
    }

    @Test func `After the pause of a mailbox that of the source is looked at again`() async throws {
        let clock = ManualClock()
        let (ann, bob) = (Scene.mailboxes[0], Scene.mailboxes[1])
        let mayFail = ManualClock()
        let times = Mutex<[Duration]>([])
        let bobs = Mutex(0)
        var source = ScriptedSource()
        source.list = { owner, _ in
            if owner.mailbox == ann {
                let count = times.withLock { times in
                    times.append(clock.now.offset)
                    return times.count
                }
                if count == 1 { throw Self.throttled(5, .mailbox) }
            } else if bobs.withLock({ count in
                count += 1
                return count == 1
            }) {
                try await mayFail.sleep(for: .seconds(1))
                throw Self.throttled(60, .source)
            }
            return ListingPage(streams: [])
        }
        let plan = try Scene().plan(
            bindings: [SourceBinding(source, name: "table")],
            clock: clock,
            configure: { $0.mailboxes = 2 }
        )
        async let report = plan.run([ann, bob])
        // Ann waits, then Bob hears that everybody must.
        await clock.waitForSleepers(1)
        await mayFail.waitForSleepers()
        mayFail.advance(by: .seconds(1))
        await clock.waitForSleepers(2)
        clock.advance(by: .seconds(5))
        await clock.waitForSleepers(2)
        #expect(times.withLock { $0 } == [.zero])
        clock.advance(by: .seconds(55))
        #expect(try await report.mailboxes.count == 2)
        #expect(times.withLock { $0 } == [.zero, .seconds(60)])
    }

    @Test func `A part that fails for the moment is asked for again, and then fails alone`() async throws {
        for lasting in [2, 100] {
            let count = Mutex(0)
            let part = SourceError(.unavailable, scope: .part, retry: .now, message: "The archive is out of reach.")
            var source = ScriptedSource()
            source.list = { owner, _ in
                let number = count.withLock { count in
                    count += 1
                    return count
                }
                return ListingPage(
                    streams: [ScriptedSource.inbox(of: owner)],
                    failures: number <= lasting ? [part] : []
                )
            }
            let report = try await Scene().plan(bindings: [SourceBinding(source, name: "table")])
                .run([Scene.mailboxes[0]])
            #expect(report.mailboxes[0].streams.map(\.end) == [.complete])
            switch report.mailboxes[0].end {
            case .complete: #expect(lasting == 2)
            case .incomplete(let error): #expect(lasting == 100 && error == part)
            default: Issue.record("\(report.mailboxes[0].end)")
            }
        }
    }
}

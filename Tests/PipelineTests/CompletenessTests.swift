import Connector
import ConnectorTesting
import Eligibility
import Interactions
import Normalization
import Pipeline
import Synchronization
import Testing

/// A run says what it did not read and what it left out; nothing vanishes without a word.
struct CompletenessTests {
    @Test func `An item that cannot be read makes a run incomplete until it can`() async throws {
        let scene = Scene()
        scene.fill()
        scene.source.setUnreadable(["p-6"])
        for _ in 0..<2 {
            let report = try await scene.plan().run(Scene.mailboxes)
            guard case .complete = report.mailboxes[0].end, case .incomplete(let error) = report.mailboxes[1].end else {
                throw CancellationError()
            }
            #expect(error.code == .unreadableItem)
            #expect(report.mailboxes[1].unreadable == 1)
        }
        scene.source.setUnreadable([])
        guard case .complete = try await scene.plan().run(Scene.mailboxes).mailboxes[1].end else {
            throw CancellationError()
        }
    }

    @Test func `A stream in which a stretch was left out is not complete, and nothing of it is taken for gone`()
        async throws
    {
        let items = (0..<3).map { Change.found(ItemKey("\($0)"), Scene.mail(number: $0)) }
        let isWhole = Mutex(true)
        let isRestarted = Mutex(false)
        var source = ScriptedSource()
        source.read = { _, cursor in
            let whole = isWhole.withLock { $0 }
            if cursor == Cursor("old") {
                isRestarted.withLock { $0 = true }
                throw SourceError(.cursorExpired, scope: .stream, retry: .now, message: "Too old.")
            }
            return ChangePage(
                changes: whole ? items : Array(items.prefix(1)),
                cursor: Cursor("old"),
                isLast: true,
                startsRound: true,
                isWhole: whole
            )
        }
        let scene = Scene()
        let plan = try scene.plan(bindings: [SourceBinding(source, name: "table")])
        func end() async throws -> OwnerOutcome.End { try await plan.run([Scene.mailboxes[0]]).mailboxes[0].end }
        guard case .complete = try await end() else { throw CancellationError() }
        isWhole.withLock { $0 = false }
        for _ in 0..<2 {
            guard case .incomplete(let error) = try await end() else { throw CancellationError() }
            #expect(error.code == .unreadableItem && error.scope == .stream)
            #expect(await scene.store.content.liveSightings == 3)
        }
        isWhole.withLock { $0 = true }
        guard case .complete = try await end() else { throw CancellationError() }
        #expect(isRestarted.withLock { $0 })
    }

    @Test func `A part that cannot be listed fails alone: the rest is read, and nothing is removed`() async throws {
        let scene = Scene()
        scene.fill()
        _ = try await scene.plan().run(Scene.mailboxes)
        let before = await scene.store.content.interactions
        let failure = SourceError(
            .accessDenied,
            scope: .part,
            retry: .never,
            message: "No permission for the calendars."
        )
        scene.source.drop(Scene.calendar(0))
        scene.source.setFailures([failure], of: Scene.mailboxes[0])
        scene.source.put("sent-60", Scene.mail(number: 60), in: Scene.mail(0, "sent"))
        let report = try await scene.plan().run(Scene.mailboxes)
        guard case .incomplete(failure) = report.mailboxes[0].end else { throw CancellationError() }
        #expect(report.commits == CommitSummary(added: 1))
        #expect(await scene.store.content.interactions.count == before.count + 1)
    }

    @Test func `A folder is gone only if a list made after it was missed does not name it`() async throws {
        for isListedAgain in [true, false] {
            let scene = Scene()
            scene.fill()
            _ = try await scene.plan().run(Scene.mailboxes)
            let before = await scene.store.content.interactions
            let missed = Mutex(false)
            scene.source.setFault { [source = scene.source] stream, _ in
                guard stream == Scene.calendar(0) else { return nil }
                missed.withLock { $0 = true }
                if !isListedAgain { source.drop(stream) }
                return SourceError(.gone, scope: .stream, retry: .never, message: "Not there.")
            }
            let report = try await scene.plan().run(Scene.mailboxes)
            #expect(missed.withLock { $0 })
            switch report.mailboxes[0].end {
            case .complete:
                #expect(!isListedAgain)
                // Meetings 0 to 2 were in this calendar only.
                #expect(report.commits.removed == 3)
            case .incomplete(let error):
                #expect(isListedAgain && error.code == .gone)
                #expect(await scene.store.content.interactions == before)
            default: Issue.record("\(report.mailboxes[0].end)")
            }
        }
    }

    @Test func `What is left out is counted by reason`() async throws {
        let scene = Scene()
        let folder = Scene.mail(0, "inbox")
        var draft = SourceMail()
        draft.isDraft = true
        scene.source.put("draft", .mail(draft), in: folder)
        scene.source.put("good", Scene.mail(number: 1), in: folder)
        scene.source.put("old", Scene.mail(number: -1_000_000), in: folder)
        var timeless = SourceMail()
        timeless.internetMessageID = "<t@contoso.example>"
        timeless.from = .smtp("ann@contoso.example")
        timeless.to = [.smtp("zoe@fabrikam.example")]
        scene.source.put("timeless", .mail(timeless), in: folder)
        var ahead = timeless
        ahead.internetMessageID = "<f@contoso.example>"
        ahead.sentAt = EligibleTenant.now.advanced(by: .seconds(86_401))
        ahead.receivedAt = ahead.sentAt
        scene.source.put("ahead", .mail(ahead), in: folder)
        let day = EligibleTenant.now.duration(since: Timestamp(microseconds: 1_749_000_000_000_000))
        let retention = Retention(days: Int(day / .seconds(86_400)))
        let report = try await scene.plan(retention: retention).run(Scene.mailboxes)
        #expect(report.leftOut == [.filtered(.draft): 1, .filtered(.noTime): 2, .retention: 1])
        #expect((report.found, report.commits.added) == (5, 1))
        #expect(LeftOut.filtered(.noSender).name == "noSender" && LeftOut.privacy.name == "private")
    }

    @Test func `Decisions are recorded when a run begins and when it ends`() async throws {
        let scene = Scene()
        scene.fill()
        let recorded = Mutex<[[Bool]]>([])
        let run = SyncRun(
            mailboxes: { _ in [SourceBinding(scene.source, name: "table")] },
            upkeep: StoreUpkeep(
                store: scene.store,
                decide: EligibleTenant.decide([Scene.mailboxes[0]]),
                retention: nil,
                now: { EligibleTenant.now },
                record: { step in
                    guard case .decided(let decisions) = step else { return }
                    recorded.withLock { $0.append(decisions.map { $0.admission != nil }) }
                }
            ),
            normalizer: try .forTests()
        )
        let report = try await run.run(Scene.mailboxes)
        #expect(recorded.withLock { $0 } == [[true, false, false], [true, false, false]])
        #expect(report.mailboxes.map(\.owner) == Scene.mailboxes.map(StreamOwner.mailbox))
        guard case .refused(let reasons) = report.mailboxes[2].end else { throw CancellationError() }
        #expect(!reasons.isEmpty)
    }
}

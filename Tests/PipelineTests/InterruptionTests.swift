import Connector
import ConnectorTesting
import Interactions
import Pipeline
import Testing

/// For every scenario and every write: fail before it and after it, run again, and demand the same end.
@Suite struct InterruptionTests {
    enum Scenario: String, CaseIterable {
        case firstSync, moves, meetings, expiredCursors, unreadableItems, droppedFolder, crm

        /// Leads `scene` to where the interrupted run begins.
        ///
        /// - Parameter rounds: before something changes.
        func prepare(
            _ scene: Scene,
            rounds: Int = 1,
            configure: (inout SyncRun.Configuration) -> Void = { _ in }
        ) async throws {
            scene.fill()
            scene.fillCRM()
            guard self != .firstSync else { return }
            if self == .unreadableItems { scene.source.setUnreadable(["e-3", "m-1", "p-6"]) }
            for _ in 0..<rounds { _ = try await scene.plan(configure: configure).run(Scene.mailboxes) }
            change(scene.source)
            if self == .crm { change(crm: scene.crm) }
        }

        private func change(_ source: TableSource) {
            switch self {
            case .firstSync, .crm: break
            case .moves:
                for number in 0..<6 {
                    source.remove("in-\(number)", from: Scene.mail(1, "inbox"))
                    source.put("moved-\(number)", Scene.mail(number: number), in: Scene.mail(1, "project"))
                }
                source.remove("e-0", from: Scene.mail(2, "inbox"))
            case .meetings:
                for number in 0..<4 {
                    source.put("m-\(number)", Scene.meeting(number: number, isCancelled: true), in: Scene.calendar(0))
                }
                source.remove("n-0", from: Scene.calendar(1))
                source.put("n-9", Scene.meeting(number: 9), in: Scene.calendar(1))
            case .expiredCursors:
                source.remove("m-0", from: Scene.calendar(0))
                source.put("sent-50", Scene.mail(number: 50), in: Scene.mail(0, "sent"))
                for stream in [Scene.calendar(0), Scene.mail(0, "sent")] { source.expireCursors(of: stream) }
            case .unreadableItems:
                source.setUnreadable(["p-6"])
            case .droppedFolder:
                source.drop(Scene.calendar(1))
                source.drop(Scene.mail(1, "project"))
            }
        }

        private func change(crm: TableSource) {
            crm.remove("a-6", from: Scene.activities)
            crm.remove("c-0", from: Scene.activities)
            crm.put("a-30", Scene.tracked(number: 9), in: Scene.activities)
            crm.expireCursors(of: Scene.contacts)
            crm.remove("r-1", from: Scene.contacts)
            if let record = Scene.contact(number: 0, address: "zoe@contoso.example") {
                crm.put("r-0", record, in: Scene.contacts)
            }
        }
    }

    @Test func `Mailboxes and the CRM leave the same, whichever of them was read first`() async throws {
        let together = Scene()
        together.fill()
        together.fillCRM()
        _ = try await together.plan().run(Scene.mailboxes)
        let expected = await together.store.content
        #expect(expected.crm.count == 7)
        #expect(expected.records.count == 2)
        for isCRMFirst in [true, false] {
            let scene = Scene()
            if isCRMFirst { scene.fillCRM() } else { scene.fill() }
            _ = try await scene.plan().run(Scene.mailboxes)
            if isCRMFirst { scene.fill() } else { scene.fillCRM() }
            _ = try await scene.plan().run(Scene.mailboxes)
            #expect(await scene.store.content == expected)
        }
    }

    @Test func `Where no mailbox may be read, the CRM is read alone and kept, and a purge leaves what it knows`()
        async throws
    {
        let scene = Scene()
        scene.fill()
        scene.fillCRM()
        let alone = Scene(source: scene.source, crm: scene.crm)
        let report = try await alone.plan(listed: []).run(Scene.mailboxes)
        #expect(report.mailboxes.allSatisfy { if case .refused = $0.end { true } else { false } })
        guard case .complete = report.crm?.end else { throw CancellationError() }
        let expected = await alone.store.content
        #expect(expected.interactions.count == 7)
        #expect(scene.source.contacted.isEmpty)

        _ = try await scene.plan().run(Scene.mailboxes)
        let purge = try await scene.plan(listed: []).run(Scene.mailboxes)
        #expect(purge.purges.count == 3)
        #expect(await scene.store.content == expected)
    }

    @Test func `A CRM that cannot be read does not stop mailboxes, nor they it`() async throws {
        let failure = SourceError(.unauthenticated, scope: .source, retry: .never, message: "no")
        let scene = Scene()
        scene.fill()
        scene.fillCRM()
        scene.crm.setFault { _, _ in failure }
        let report = try await scene.plan().run(Scene.mailboxes)
        #expect(report.mailboxes.allSatisfy { if case .complete = $0.end { true } else { false } })
        guard case .failed(failure) = report.crm?.end else { throw CancellationError() }
        #expect(report.sourceErrors.isEmpty)

        let other = Scene()
        other.fill()
        other.fillCRM()
        other.source.setFault { _, _ in failure }
        let second = try await other.plan().run(Scene.mailboxes)
        guard case .complete = second.crm?.end else { throw CancellationError() }
        #expect(second.sourceErrors.map(\.error) == [failure])
    }

    @Test(arguments: Scenario.allCases, Torture.share([4, 7, 1_024], every: 3))
    func `Pages that are committed together leave what they leave one by one`(scenario: Scenario, size: Int)
        async throws
    {
        let prepared = Scene()
        try await scenario.prepare(prepared)
        let reference = await prepared.copy()
        _ = try await reference.plan().run(Scene.mailboxes)
        let expected = await reference.store.content
        let salt = 400 + Scenario.allCases.count { $0.rawValue < scenario.rawValue } * 3 + size % 3
        for point in Torture.interruptionPoints(salt) {
            let scene = await prepared.copy()
            let interrupted = InterruptedStore(scene.store, at: point)
            do {
                _ = try await scene.plan(store: interrupted) { $0.changesPerCommit = size }.run(Scene.mailboxes)
                break
            } catch is Interruption {}
            _ = try await scene.plan { $0.changesPerCommit = size }.run(Scene.mailboxes)
            #expect(await scene.store.content == expected, "\(point), \(Torture.again)")
        }
        let whole = await prepared.copy()
        _ = try await whole.plan { $0.changesPerCommit = size }.run(Scene.mailboxes)
        #expect(await whole.store.content == expected)
    }

    @Test func `What came before a failure is kept, however much was to come together`() async throws {
        let scene = Scene()
        scene.fill()
        let sent = Scene.mail(0, "sent")
        scene.source.setFault { stream, cursor in
            stream == sent && cursor?.text.hasSuffix("/6/1") == true
                ? SourceError(.unavailable, scope: .stream, retry: .never, message: "no") : nil
        }
        let report = try await scene.plan { $0.changesPerCommit = 1_024 }.run([Scene.mailboxes[0]])
        let outcome = try #require(report.mailboxes.first?.streams.first { $0.stream == sent })
        #expect(outcome.commits.added > 0)
        #expect(outcome.commits.added == outcome.found)
    }

    @Test(arguments: Scenario.allCases, DeletedMail.allCases)
    func `Stopped before or after any write, the next run ends where an uninterrupted one does`(
        scenario: Scenario,
        deletedMail: DeletedMail
    ) async throws {
        let prepared = Scene()
        try await scenario.prepare(prepared)
        let reference = await prepared.copy()
        _ = try await reference.plan { $0.deletedMail = deletedMail }.run(Scene.mailboxes)
        let expected = await reference.store.content

        var interruptions = 0
        let salt = Scenario.allCases.count { $0.rawValue < scenario.rawValue } * 2 + (deletedMail == .keep ? 0 : 1)
        for point in Torture.interruptionPoints(200 + salt) {
            let scene = await prepared.copy()
            let interrupted = InterruptedStore(scene.store, at: point)
            do {
                _ = try await scene.plan(store: interrupted) { $0.deletedMail = deletedMail }.run(Scene.mailboxes)
                break
            } catch is Interruption {
                interruptions += 1
            }
            let plan = try scene.plan { $0.deletedMail = deletedMail }
            _ = try await plan.run(Scene.mailboxes)
            #expect(await scene.store.content == expected, "\(point), \(Torture.again)")
            let third = try await plan.run(Scene.mailboxes)
            #expect(third.commits == CommitSummary(), "\(point), \(Torture.again)")
            #expect(await scene.store.content == expected, "\(point), \(Torture.again)")
        }
        #expect(interruptions >= (Torture.isWhole ? 10 : 1))
    }
}

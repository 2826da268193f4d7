import Connector
import ConnectorTesting
import Interactions
import Pipeline
import Testing

/// Rounds that ask only the folders in which something is new.
@Suite struct ShortRoundTests {
    /// A scene whose mailboxes were read often enough for the next round to be short.
    private static func settled(_ prepare: (Scene) -> Void = { _ in }) async throws -> Scene {
        let scene = Scene(source: TableSource(pageSize: 3, givesOverviews: true))
        scene.fill()
        prepare(scene)
        for _ in 0..<3 { _ = try await scene.plan().run(Scene.mailboxes) }
        return scene
    }

    /// What a source without overviews leaves of the same folders.
    private static func expected(of scene: Scene, _ deletedMail: DeletedMail = .keep) async throws -> StoreContent {
        let other = Scene(source: scene.source, crm: scene.crm, store: await scene.store.copy())
        let source = TableSourceWithoutOverviews(table: scene.source)
        let plan = try other.plan(bindings: [SourceBinding(source, name: "table")]) { $0.deletedMail = deletedMail }
        _ = try await plan.run(Scene.mailboxes)
        return await other.store.content
    }

    @Test func `Where nothing changed, a mailbox is asked once`() async throws {
        let scene = try await Self.settled()
        let (requests, overviews) = (scene.source.requests, scene.source.overviews)
        let report = try await scene.plan().run(Scene.mailboxes)
        #expect(scene.source.requests == requests)
        #expect(scene.source.overviews == overviews + 3)
        #expect(report.mailboxes.map(\.streams.count) == [2, 3, 1])
        #expect(report.mailboxes.allSatisfy { if case .complete = $0.end { true } else { false } })
    }

    @Test func `Only what changed is asked`() async throws {
        let scene = try await Self.settled()
        scene.source.put("in-90", Scene.mail(number: 90), in: Scene.mail(1, "inbox"))
        let requests = scene.source.requests
        let report = try await scene.plan().run(Scene.mailboxes)
        #expect(scene.source.requests == requests + 1)
        #expect(report.commits == CommitSummary(added: 1))
    }

    @Test func `A folder that comes, goes, or could not be found makes the round a whole one`() async throws {
        let scene = try await Self.settled()
        scene.source.put("new-1", Scene.mail(number: 91), in: Scene.mail(2, "new"))
        scene.source.drop(Scene.mail(1, "project"))
        let expected = try await Self.expected(of: scene)
        _ = try await scene.plan().run(Scene.mailboxes)
        #expect(await scene.store.content == expected)
    }

    @Test(arguments: [DeletedMail.keep, .remove])
    func `Other settings make the round a whole one`(deletedMail: DeletedMail) async throws {
        let scene = try await Self.settled { scene in
            scene.source.put("gone", Scene.mail(number: 92), in: Scene.mail(2, "inbox"))
        }
        scene.source.remove("gone", from: Scene.mail(2, "inbox"))
        for _ in 0..<3 { _ = try await scene.plan { $0.deletedMail = .keep }.run(Scene.mailboxes) }
        let report = try await scene.plan { $0.deletedMail = deletedMail }.run(Scene.mailboxes)
        #expect(report.commits.removed == (deletedMail == .remove ? 1 : 0))
    }

    @Test func `Once a day everything is read, whatever an overview says`() async throws {
        let scene = try await Self.settled()
        let owner = StreamOwner.mailbox(Scene.mailboxes[0])
        var stored = try #require(await scene.store.round(of: owner, source: "table")).memory
        for (age, isWhole) in [(86_399, false), (86_400, true), (-1, true)] {
            stored.askedAt = EligibleTenant.now.advanced(by: .seconds(-age))
            await scene.store.remember(stored, cursors: [:], of: owner, source: "table")
            let requests = scene.source.requests
            _ = try await scene.plan().run([Scene.mailboxes[0]])
            #expect((scene.source.requests > requests) == isWhole, "after \(age) seconds")
        }
    }

    @Test func `An unreadable item is tried again in every round`() async throws {
        let scene = try await Self.settled()
        scene.source.setUnreadable(["bad"])
        scene.source.put("bad", Scene.mail(number: 93), in: Scene.mail(2, "inbox"))
        for _ in 0..<3 {
            let report = try await scene.plan().run(Scene.mailboxes)
            #expect(report.mailboxes[2].shortfalls.count == 1)
        }
        scene.source.setUnreadable([])
        #expect(try await scene.plan().run(Scene.mailboxes).commits == CommitSummary(added: 1))
    }

    @Test(arguments: [SourceError.Scope.stream, .part, .mailbox])
    func `An overview that fails alone makes the round a whole one`(scope: SourceError.Scope) async throws {
        let scene = try await Self.settled()
        scene.source.put("in-94", Scene.mail(number: 94), in: Scene.mail(1, "inbox"))
        scene.source.setOverviewFault(SourceError(.accessDenied, scope: scope, retry: .never, message: "no"))
        let report = try await scene.plan().run(Scene.mailboxes)
        #expect(report.commits == CommitSummary(added: 1))
        #expect(report.mailboxes.allSatisfy { if case .complete = $0.end { true } else { false } })
    }

    @Test(arguments: [[], ["b"], ["a", "b"]])
    func `A quiet folder goes on from a newer place, whatever was read beside it`(quiet: [String]) async throws {
        let owner = StreamOwner.mailbox(Scene.mailboxes[0])
        let streams = ["a", "b", "c"].map { ScriptedSource.folder($0, of: owner) }
        var source = ScriptedSource()
        source.list = { _, _ in ListingPage(streams: streams) }
        source.view = { memory in
            let told = streams.filter { quiet.contains($0.folder) }
            return Overview(
                memory: "seen",
                quiet: memory == nil ? nil : Set(told),
                cursors: Dictionary(uniqueKeysWithValues: streams.map { ($0, Cursor("newer")) })
            )
        }
        let scene = Scene()
        for _ in 0..<3 {
            let binding = SourceBinding(source, name: "table")
            _ = try await scene.plan(bindings: [binding]).run([Scene.mailboxes[0]])
        }
        for stream in streams {
            let cursor = await scene.store.checkpoint(for: stream)?.cursor
            #expect(cursor == Cursor(quiet.contains(stream.folder) ? "newer" : "end"))
        }
    }

    @Test(arguments: InterruptionTests.Scenario.allCases, DeletedMail.allCases)
    func `Stopped before or after any write, rounds with overviews end where others do`(
        scenario: InterruptionTests.Scenario,
        deletedMail: DeletedMail
    ) async throws {
        let prepared = Scene(source: TableSource(pageSize: 3, givesOverviews: true))
        try await scenario.prepare(prepared, rounds: 3) { $0.deletedMail = deletedMail }
        let expected = try await Self.expected(of: prepared, deletedMail)
        let salt = 300 + InterruptionTests.Scenario.allCases.count { $0.rawValue < scenario.rawValue }
        for point in Torture.interruptionPoints(salt) {
            let scene = await prepared.copy()
            let interrupted = InterruptedStore(scene.store, at: point)
            do {
                _ = try await scene.plan(store: interrupted) { $0.deletedMail = deletedMail }.run(Scene.mailboxes)
                break
            } catch is Interruption {}
            for _ in 0..<2 {
                _ = try await scene.plan { $0.deletedMail = deletedMail }.run(Scene.mailboxes)
                #expect(await scene.store.content == expected, "\(point), \(Torture.again)")
            }
        }
    }
}

/// The same folders, by a source that does not tell what changed.
private struct TableSourceWithoutOverviews: Source {
    let table: TableSource
    var settingsFingerprint: String { table.settingsFingerprint }

    func streams(of owner: StreamOwner, after cursor: Cursor?) async throws -> ListingPage {
        try await table.streams(of: owner, after: cursor)
    }

    func changes(in stream: StreamID, after cursor: Cursor?) async throws -> ChangePage {
        try await table.changes(in: stream, after: cursor)
    }

    func changes(of items: [ItemKey], in stream: StreamID) async throws -> [Change] {
        try await table.changes(of: items, in: stream)
    }
}

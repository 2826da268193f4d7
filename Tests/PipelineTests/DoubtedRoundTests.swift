import Connector
import ConnectorTesting
import Interactions
import Pipeline
import Synchronization
import Testing

/// A folder or calendar that comes with less than was in it, and a good answer: nothing goes on the word of one.
struct DoubtedRoundTests {
    private static let day = Duration.seconds(86_400)
    private static let calendar = Scene.calendar(0)
    private static let inbox = Scene.mail(1, "inbox")

    private static func run(
        _ scene: Scene,
        after time: Duration = .zero,
        deletedMail: DeletedMail = .keep
    ) async throws -> [OwnerOutcome] {
        try await scene.plan(
            configure: { $0.deletedMail = deletedMail },
            told: { EligibleTenant.now.advanced(by: time) }
        ).run(Scene.mailboxes).mailboxes
    }

    private static func isComplete(_ outcomes: [OwnerOutcome]) -> Bool {
        outcomes.allSatisfy { if case .complete = $0.end { true } else { false } }
    }

    @Test(arguments: [0, 1, 2])
    func `A calendar keeps what it does not show any more for a day, asks each time, and lets it go then`(left: Int)
        async throws
    {
        let scene = Scene()
        scene.fill()
        #expect(Self.isComplete(try await Self.run(scene)))
        let before = await scene.store.content
        for number in left..<5 { scene.source.remove("m-\(number)", from: Self.calendar) }
        scene.source.expireCursors(of: Self.calendar)
        for time in [Duration.zero, .seconds(3_600), .seconds(86_399)] {
            let outcomes = try await Self.run(scene, after: time)
            guard case .incomplete(let error) = outcomes[0].end else { throw CancellationError() }
            #expect(error.code == .badAnswer && error.message.contains("\(5 - left) items"))
            #expect(Self.isComplete(Array(outcomes.dropFirst())))
            #expect(await scene.store.content == before)
        }
        #expect(Self.isComplete(try await Self.run(scene, after: Self.day)))
        let after = await scene.store.content
        // Two of them are in a colleague's calendar as well.
        #expect(before.interactions.count - after.interactions.count == 3 - left)
    }

    @Test func `What comes back was never away`() async throws {
        let scene = Scene()
        scene.fill()
        _ = try await Self.run(scene)
        let before = await scene.store.content
        for number in 0..<5 { scene.source.remove("m-\(number)", from: Self.calendar) }
        scene.source.expireCursors(of: Self.calendar)
        #expect(!Self.isComplete(try await Self.run(scene)))
        for number in 0..<5 { scene.source.put("m-\(number)", Scene.meeting(number: number), in: Self.calendar) }
        #expect(Self.isComplete(try await Self.run(scene, after: .seconds(60))))
        #expect(await scene.store.content == before)
    }

    @Test func `What a calendar says is gone goes at once, and so do two that it does not show`() async throws {
        let scene = Scene()
        scene.fill()
        _ = try await Self.run(scene)
        let before = await scene.store.content.liveSightings
        for number in 0..<3 { scene.source.remove("m-\(number)", from: Self.calendar) }
        #expect(Self.isComplete(try await Self.run(scene)))
        #expect(await scene.store.content.liveSightings == before - 3)
        for number in 3..<5 { scene.source.remove("m-\(number)", from: Self.calendar) }
        scene.source.expireCursors(of: Self.calendar)
        #expect(Self.isComplete(try await Self.run(scene)))
        #expect(await scene.store.content.liveSightings == before - 5)
    }

    @Test(arguments: DeletedMail.allCases)
    func `Mail that is to go with its folder's copy is doubted, and other mail stays anyway`(deletedMail: DeletedMail)
        async throws
    {
        let scene = Scene()
        scene.fill()
        _ = try await Self.run(scene, deletedMail: deletedMail)
        let before = await scene.store.content.interactions
        let inbox = Scene.mail(2, "inbox")
        for number in 0..<4 { scene.source.remove("e-\(number)", from: inbox) }
        scene.source.expireCursors(of: inbox)
        let outcomes = try await Self.run(scene, deletedMail: deletedMail)
        #expect(Self.isComplete(outcomes) == (deletedMail == .keep))
        #expect(await scene.store.content.interactions == before)
        #expect(Self.isComplete(try await Self.run(scene, after: Self.day, deletedMail: deletedMail)))
        let lost = before.count - (await scene.store.content.interactions.count)
        #expect(lost == (deletedMail == .remove ? 4 : 0))
    }

    @Test func `One that could not be read and is not found then is not gone before its folder says so`() async throws {
        var source = ScriptedSource()
        let asked = Mutex(0)
        source.read = { stream, cursor in
            guard stream == Scene.calendar(0) else { return ScriptedSource.end }
            let turn = asked.withLock {
                $0 += 1; return $0
            }
            let isGone = turn > 4
            let changes: [Change] =
                switch turn {
                case 1:
                    [.found(ItemKey("m"), Scene.meeting(number: 1)), .found(ItemKey("n"), Scene.meeting(number: 2))]
                default:
                    [.unreadable(ItemKey("m"), .unread)].filter { _ in !isGone }
                        + [.found(ItemKey("n"), Scene.meeting(number: 2))]
                }
            return ChangePage(changes: changes, cursor: Cursor("c\(turn)"), isLast: true, startsRound: true)
        }
        source.list = { _, _ in ListingPage(streams: [Scene.calendar(0)]) }
        let scene = Scene()
        let binding = SourceBinding(MissingItems(source: source), name: "table")
        func run() async throws {
            _ = try await scene.plan(bindings: [binding], listed: [Scene.mailboxes[0]]).run([Scene.mailboxes[0]])
        }
        for _ in 0..<4 {
            try await run()
            #expect(await scene.store.content.interactions.count == 2)
        }
        try await run()
        #expect(await scene.store.content.interactions.count == 1)
    }
}

/// A source that finds no item which it is asked for by itself.
private struct MissingItems: Source {
    let source: ScriptedSource
    var settingsFingerprint: String { source.settingsFingerprint }

    func lists(of owner: StreamOwner) -> [StreamList] { source.lists }

    func streams(of owner: StreamOwner, after cursor: Cursor?) async throws -> ListingPage {
        try await source.streams(of: owner, after: cursor)
    }

    func changes(in stream: StreamID, after cursor: Cursor?) async throws -> ChangePage {
        try await source.changes(in: stream, after: cursor)
    }

    func changes(of items: [ItemKey], in stream: StreamID) async throws -> [Change] { items.map { .gone($0) } }
}

extension SourceError {
    fileprivate static let unread = SourceError(.unreadableItem, scope: .item, retry: .never, message: "Not now.")
}

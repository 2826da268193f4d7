import Connector
import ConnectorTesting
import Interactions
import Pipeline
import Synchronization
import Testing

/// A table of the CRM that comes empty: nothing of it goes on the word of one answer.
struct EmptyTableTests {
    private struct Judgement: Hashable {
        let table: StreamID
        let isEmpty: Bool
    }

    @Test(arguments: [Scene.contacts, Scene.activities])
    func `It fails alone until it is believed, is asked for again each time, and goes then`(table: StreamID)
        async throws
    {
        let scene = Scene()
        scene.fillCRM()
        let isBelieved = Mutex(false)
        let judged = Mutex<[Judgement]>([])
        func run() async throws -> OwnerOutcome.End? {
            try await scene.plan(believes: { table, isEmpty in
                judged.withLock { $0.append(Judgement(table: table, isEmpty: isEmpty)) }
                return !isEmpty || isBelieved.withLock { $0 }
            }).run([]).crm?.end
        }
        guard case .complete = try await run() else { throw CancellationError() }
        let before = await scene.store.content
        let items = table == Scene.contacts ? ["r-0", "r-1"] : [2, 6, 8, 30, 31].map { "a-\($0)" } + ["c-0", "c-1"]
        for item in items { scene.crm.remove(item, from: table) }
        scene.crm.expireCursors(of: table)
        judged.withLock { $0 = [] }
        for _ in 0..<2 {
            guard case .incomplete(let error) = try await run() else { throw CancellationError() }
            #expect(error.code == .badAnswer && error.scope == .stream)
            #expect(await scene.store.content == before)
        }
        // The other one goes on from its cursor, and is no round from the start.
        #expect(Set(judged.withLock { $0 }.filter(\.isEmpty)) == [Judgement(table: table, isEmpty: true)])
        // Something is in it again: nothing is lost, and nothing has to be believed.
        scene.crm.put(items[0], try #require(Self.item(items[0])), in: table)
        guard case .complete = try await run() else { throw CancellationError() }
        #expect(judged.withLock { $0 }.contains(Judgement(table: table, isEmpty: false)))
        scene.crm.remove(items[0], from: table)
        scene.crm.expireCursors(of: table)
        isBelieved.withLock { $0 = true }
        guard case .complete = try await run() else { throw CancellationError() }
        let after = await scene.store.content
        #expect(table == Scene.contacts ? after.records.isEmpty : after.crm.isEmpty)
    }

    @Test func `One that always was empty is believed, and so is one whose rows go one by one`() async throws {
        let scene = Scene()
        let doubtful: @Sendable (StreamID, Bool) async throws -> Bool = { _, isEmpty in !isEmpty }
        scene.fillCRM()
        for number in 0..<2 { scene.crm.remove("r-\(number)", from: Scene.contacts) }
        for _ in 0..<2 {
            guard case .complete = try await scene.plan(believes: doubtful).run([]).crm?.end else {
                throw CancellationError()
            }
        }
        let other = Scene()
        other.fillCRM()
        _ = try await other.plan(believes: doubtful).run([])
        for number in 0..<2 { other.crm.remove("r-\(number)", from: Scene.contacts) }
        guard case .complete = try await other.plan(believes: doubtful).run([]).crm?.end else {
            throw CancellationError()
        }
        #expect(await other.store.content.records.isEmpty)
    }

    private static func item(_ name: String) -> SourceItem? {
        name == "r-0" ? Scene.contact(number: 0, address: "zoe@fabrikam.example") : Scene.tracked(number: 2)
    }
}

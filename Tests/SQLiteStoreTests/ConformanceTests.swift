import Connector
import ConnectorTesting
import Interactions
import SQLiteStore
import Testing

@Suite struct ConformanceTests {
    @Test(arguments: StoreConformance<MemoryStore>.laws)
    func `The memory store keeps the laws`(law: String) async throws {
        try await StoreConformance(make: { MemoryStore() }, content: { await $0.content }).check(law)
    }

    @Test(arguments: StoreConformance<SQLiteStore>.laws)
    func `The SQLite store keeps the laws`(law: String) async throws {
        let directories = try (0..<8).map { _ in try TemporaryDirectory() }
        let counter = Counter()
        try await StoreConformance(
            make: { try SQLiteStore(directory: directories[counter.next()].path, tenant: "t") },
            content: { try await $0.content }
        ).check(law)
    }

    /// The oracle keeps every copy and works everything out anew; SQLite keeps differences only.
    @Test(arguments: 0..<24)
    func `A random history leaves the same in memory and in SQLite`(seed: Int) async throws {
        let directory = try TemporaryDirectory()
        var random = SplitMix64(seed: UInt64(seed))
        let oracle = MemoryStore()
        var reopened: SQLiteStore?
        for step in 0..<120 {
            if step == 0 || Int.random(in: 0..<20, using: &random) == 0 {
                // As a new process finds it: the old one's lock goes with it.
                reopened = nil
                reopened = try SQLiteStore(directory: directory.path, tenant: "t")
            }
            let store = try #require(reopened)
            let mailbox = Int.random(in: 0..<3, using: &random)
            if Int.random(in: 0..<6, using: &random) == 0 {
                let all = [StoreScene.mail(mailbox), StoreScene.mail(mailbox, folder: 1), StoreScene.calendar(mailbox)]
                let listed = all.filter { _ in Int.random(in: 0..<8, using: &random) > 0 }
                let deletedMail: DeletedMail = Int.random(in: 0..<4, using: &random) == 0 ? .remove : .keep
                let expected = await oracle.finishRound(
                    of: all[0].mailbox,
                    source: "t",
                    streams: listed,
                    deletedMail: deletedMail
                )
                let summary = try await store.finishRound(
                    of: all[0].mailbox,
                    source: "t",
                    streams: listed,
                    deletedMail: deletedMail
                )
                #expect(summary == expected, "step \(step)")
            } else {
                let isCalendar = Int.random(in: 0..<3, using: &random) == 0
                let stream =
                    isCalendar
                    ? StoreScene.calendar(mailbox)
                    : StoreScene.mail(mailbox, folder: Int.random(in: 0..<2, using: &random))
                let page = Self.page(mailbox: mailbox, isCalendar: isCalendar, &random)
                let expected = await oracle.commit(page, to: stream)
                let summary = try await store.commit(page, to: stream)
                #expect(summary == expected, "step \(step)")
            }
            let expected = await oracle.content
            #expect(try await store.content == expected, "step \(step)")
        }
        let store = try #require(reopened)
        #expect(try await store.counts().lastSequence == Int64(oracle.lastSequence))
        #expect(try await store.integrityCheck() == [])
    }

    private static func page(mailbox: Int, isCalendar: Bool, _ random: inout SplitMix64) -> StorePage {
        let news = (0..<Int.random(in: 0..<7, using: &random)).map { _ -> StoreScene.News in
            let item = Int.random(in: 0..<12, using: &random)
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<3: return .gone(item)
            case 3: return .postponed(item)
            default:
                return .seen(
                    item,
                    of: Int.random(in: 0..<8, using: &random) + (isCalendar ? 100 : 0),
                    variant: Int.random(in: 0..<4, using: &random),
                    rank: Bool.random(using: &random) ? .own : .received
                )
            }
        }
        return StoreScene.page(
            news,
            startsRound: Int.random(in: 0..<5, using: &random) == 0,
            isLast: Bool.random(using: &random),
            mailbox: mailbox
        )
    }
}

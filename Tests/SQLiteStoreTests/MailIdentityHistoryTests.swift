import Connector
import ConnectorTesting
import Interactions
import SQLiteStore
import Testing

/// Mails that become two, that join and that part again, while people and mailboxes go and the CRM's rows change.
@Suite struct MailIdentityHistoryTests {
    private static let times: [Int64] = [0, 1, 60, 4 * 86_400, 8 * 86_400].map { (100 * 86_400 + $0) * 1_000_000 }

    private static func copy(_ item: Int, _ random: inout SplitMix64) -> MailCopy {
        let from = Int.random(in: 0..<3, using: &random)
        let time = Int.random(in: 0..<times.count, using: &random)
        var copy = MailCopy(item: item, id: UInt64.random(in: 1...3, using: &random), from: from, at: times[time])
        copy.thread = Bool.random(using: &random) ? 5 : nil
        copy.blind = Bool.random(using: &random) ? 3 : nil
        if Int.random(in: 0..<3, using: &random) == 0 {
            copy.lacksMessageID = true
            copy.id = UInt64(100 + 10 * from + time)
        }
        return copy
    }

    private static func step(_ random: inout SplitMix64) throws -> StoreHistory.Step {
        let mailbox = Int.random(in: 0..<3, using: &random)
        let isCRM = Int.random(in: 0..<5, using: &random) == 0
        let stream = isCRM ? StoreScene.activities : StoreScene.mail(mailbox)
        let deletedMail = DeletedMail.allCases[Int.random(in: 0..<2, using: &random)]
        switch Int.random(in: 0..<20, using: &random) {
        case 0: return .purge(StoreScene.mailbox(mailbox).id, limit: 2)
        case 1: return .erase(StoreScene.person(Int.random(in: 0..<10, using: &random)), limit: 2)
        case 2: return .expire(Timestamp(microseconds: times[3]), limit: 2)
        case 3: return .scrub
        case 4..<7: return .roundEnd(stream.owner, [stream], deletedMail)
        case 7..<10:
            let rows = (0..<2).map { _ in
                StoreScene.News.row(
                    Int.random(in: 0..<8, using: &random),
                    person: Int.random(in: 0..<10, using: &random)
                )
            }
            return .page(StoreScene.page(rows), StoreScene.rows)
        default:
            let changes = try (0..<3).map { _ in
                let item = mailbox + 3 * Int.random(in: 0..<5, using: &random)
                var copy = copy(item, &random)
                copy.isCRM = isCRM
                return Int.random(in: 0..<5, using: &random) == 0
                    ? StoreChange.gone(StoreScene.item(item)) : try copy.change
            }
            let page = StorePage(changes: changes, cursor: Cursor("c"), isLast: true, startsRound: false)
            return .page(page, stream)
        }
    }

    @Test(arguments: Torture.share(Array(0..<24), every: 3))
    func `Whatever joins and parts, the counters, the tables and what is told agree`(seed: Int) async throws {
        let directory = try TemporaryDirectory()
        let store = try SQLiteInteractionStore(
            directory: directory.path,
            tenant: "t",
            personHash: StoreScene.personHash
        )
        var random = SplitMix64(seed: UInt64(seed))
        var follower = FeedFollower()
        for number in 0..<60 {
            let step = try Self.step(&random)
            _ = try await step(store)
            #expect(try await store.integrityCheck() == [], "step \(number)")
            if Bool.random(using: &random) { try await follower.follow(store, limit: 3) }
        }
        try await follower.follow(store, limit: 3)
        var reader = FeedFollower()
        try await reader.follow(store, limit: 100)
        #expect(follower.held == reader.held)
        let counts = try await store.counts()
        #expect(counts.emails == follower.told.count)
        #expect(counts.removed == follower.held.count - follower.told.count)
    }

    /// The row of the CRM that a sender has is told anew with both mails that one Message-ID became.
    @Test func `Both mails of one Message-ID are told when a row of a sender's changes`() async throws {
        let directory = try TemporaryDirectory()
        let store = try SQLiteInteractionStore(
            directory: directory.path,
            tenant: "t",
            personHash: StoreScene.personHash
        )
        for copy in [MailCopy(item: 0, id: 1, from: 1, at: Self.times[4]), MailCopy(item: 3, id: 1)] {
            let page = StorePage(changes: [try copy.change], cursor: Cursor("c"), isLast: true, startsRound: false)
            _ = try await store.commit(page, to: StoreScene.mail(0))
        }
        var follower = FeedFollower()
        try await follower.follow(store, limit: 1)
        let last = follower.position
        _ = try await store.commit(StoreScene.page([.row(2, person: 9)]), to: StoreScene.rows)
        let news = try await store.interactions(after: last, limit: 10).records
        #expect(news.count == 2)
        #expect(news.allSatisfy { $0.records[StoreScene.person(9)] == StoreScene.reference(2) })
        #expect(try await store.counts().emails == 2)
        #expect(try await store.integrityCheck() == [])
    }
}

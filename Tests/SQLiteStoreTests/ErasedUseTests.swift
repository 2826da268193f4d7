import Connector
import ConnectorTesting
import Foundation
import Interactions
import SQLiteStore
import Testing

/// What an erased person did by an address that is somebody else's now goes from every copy, however it is known which
/// mail the copy is of.
@Suite struct ErasedUseTests {
    private static let day: Int64 = 86_400_000_000
    /// Of the erased person, with another address than the one that was used.
    private static let row = (number: 2, hasAddress: true)

    /// The senders that are left when the person is erased, and when all was read again, in each order of the copies.
    private static func senders(of copies: [MailCopy]) async throws -> Set<[String]> {
        var senders: Set<[String]> = []
        for turn in copies.indices {
            let order = Array(copies[turn...] + copies[..<turn])
            let directory = try TemporaryDirectory()
            let store = try SQLiteInteractionStore(
                directory: directory.path,
                tenant: "t",
                personHash: StoreScene.personHash
            )
            func read(_ copies: [MailCopy]) async throws {
                for copy in copies {
                    let changes = [try copy.change]
                    let page = StorePage(changes: changes, cursor: Cursor("c"), isLast: true, startsRound: false)
                    _ = try await store.commit(page, to: copy.stream)
                }
            }
            func look() async throws {
                let told = try await store.content.interactions.compactMap(\.participants.first?.address.text)
                senders.insert(told.sorted())
                #expect(try await store.integrityCheck() == [])
            }
            let rows = [
                StoreScene.News.row(2, person: 5, name: 0, mergedInto: nil),
                .row(4, person: 1, name: 0, mergedInto: nil),
            ]
            _ = try await store.commit(StoreScene.page(rows), to: StoreScene.rows)
            try await read(order)
            _ = try await store.erase(StoreScene.person(5))
            try await look()
            for again in [order, order.reversed()] {
                try await read(again)
                try await look()
            }
            try await store.scrub()
            let bytes = try directory.bytes
            #expect(bytes.range(of: Data("p5@".utf8)) == nil)
            #expect(bytes.range(of: Data((StoreScene.reference(2)?.text ?? "").utf8)) == nil)
            #expect(bytes.range(of: Data((StoreScene.reference(4)?.text ?? "").utf8)) != nil, "the search finds")
        }
        return senders
    }

    @Test func `Other mails of the same Message-ID stay, and the copies of his go`() async throws {
        let late = 104 * Self.day
        let left = try await Self.senders(of: [
            MailCopy(item: 0, id: 1), MailCopy(item: 1, id: 1, from: 1, at: late),
            MailCopy(item: 5, id: 1, from: 1, at: late, row: Self.row, isCRM: true),
        ])
        #expect(left == [["p0@fabrikam.example"]])
    }

    @Test func `A copy without a Message-ID goes with those that have one`() async throws {
        let left = try await Self.senders(of: [
            MailCopy(item: 0, id: 7, from: 1, lacksMessageID: true), MailCopy(item: 1, id: 1, from: 1),
            MailCopy(item: 5, id: 1, from: 1, row: Self.row, isCRM: true), MailCopy(item: 2, id: 3),
        ])
        #expect(left == [["p0@fabrikam.example"]])
    }
}

import Connector
import ConnectorTesting
import Interactions
import SQLiteStore
import Testing

/// Mails that are one although an identity is missing, and two although they have the same one.
@Suite struct MailIdentityTests {
    private static let day: Int64 = 86_400_000_000
    private static let second: Int64 = 1_000_000

    /// What is left of the copies in every order in which they can come: each interaction's identity, sender and time.
    ///
    /// - Parameter rows: of the CRM, with the numbers of the people whose addresses they have.
    private static func contents(
        of copies: [MailCopy],
        rows: [(number: Int, person: Int)] = []
    ) async throws -> Set<[String]> {
        var contents: Set<[String]> = []
        for order in permutations(of: copies) {
            let directory = try TemporaryDirectory()
            let store = try SQLiteInteractionStore(
                directory: directory.path,
                tenant: "t",
                personHash: StoreScene.personHash
            )
            let table = rows.map { StoreScene.News.row($0.number, person: $0.person, name: 0, mergedInto: nil) }
            if !table.isEmpty { _ = try await store.commit(StoreScene.page(table), to: StoreScene.rows) }
            // A second time, as a later round names them again.
            for copy in order + order {
                let page = StorePage(changes: [try copy.change], cursor: Cursor("c"), isLast: true, startsRound: false)
                _ = try await store.commit(page, to: copy.stream)
            }
            let told = try await store.interactions(after: 0, limit: 100).compactMap { record -> String? in
                guard case .upsert(let interaction) = record.operation else { return nil }
                let sender = interaction.participants.first?.address.text ?? ""
                return "\(interaction.id) \(sender) \(interaction.occurredAt.microseconds)"
            }
            contents.insert(told.sorted())
            #expect(try await store.integrityCheck() == [])
        }
        return contents
    }

    private static func permutations(of copies: [MailCopy]) -> [[MailCopy]] {
        guard copies.count > 1 else { return [copies] }
        return copies.indices.flatMap { index in
            var rest = copies
            let first = rest.remove(at: index)
            return permutations(of: rest).map { [first] + $0 }
        }
    }

    @Test func `Mails of one Message-ID from others at other times are two, in whatever order they come`() async throws
    {
        let contents = try await Self.contents(of: [
            MailCopy(item: 0, id: 1), MailCopy(item: 1, id: 1), MailCopy(item: 2, id: 1, from: 1, at: 104 * Self.day),
        ])
        #expect(contents.count == 1)
        #expect(contents.first?.count == 2)
        // The earliest keeps the identity that both have.
        let base = InteractionID(KeyedHash(high: 1, low: 1)).description
        #expect(contents.first?.filter { $0.hasPrefix(base) } == ["\(base) p0@fabrikam.example \(100 * Self.day)"])
    }

    @Test func `A machine's mails of one Message-ID are as many as their senders`() async throws {
        let copies = (0..<4).map { MailCopy(item: $0, id: 1, from: $0, at: Int64(100 + 3 * $0) * Self.day) }
        let contents = try await Self.contents(of: copies)
        #expect(contents.count == 1)
        #expect(contents.first?.count == 4)
    }

    @Test func `Copies that differ as copies do stay one`() async throws {
        // Another spelling of the sender, hours apart; the same sender, months apart.
        for other in [
            MailCopy(item: 1, id: 1, from: 1, at: 102 * Self.day), MailCopy(item: 1, id: 1, at: 200 * Self.day),
        ] {
            let contents = try await Self.contents(of: [MailCopy(item: 0, id: 1), other])
            #expect(contents.allSatisfy { $0.count == 1 })
        }
    }

    /// The CRM's copy of a mail of person 0, days later.
    @Test(
        arguments: [
            // The same by the address, by the row alone that has it, and by the row beside another address.
            ((0, nil), [], 1), ((1, (2, false)), [(2, 0)], 1), ((1, (2, true)), [(2, 0)], 1),
            // Nobody knows: a row without an address, and one whose address others have as well.
            ((1, (2, false)), [], 1), ((1, (2, false)), [(2, 0), (4, 0)], 1),
            // Somebody else, by the address and by the row that has it.
            ((1, nil), [], 2), ((1, (2, true)), [(2, 1)], 2), ((0, (2, false)), [(2, 1)], 2),
        ] as [((from: Int, row: (Int, Bool)?), [(Int, Int)], Int)]
    )
    func `The CRM's copy is another mail if it is known to be of somebody else`(
        sender: (from: Int, row: (Int, Bool)?),
        rows: [(Int, Int)],
        count: Int
    ) async throws {
        let tracked = MailCopy(
            item: 5,
            id: 1,
            from: sender.from,
            at: 104 * Self.day,
            row: sender.row.map { (number: $0.0, hasAddress: $0.1) },
            isCRM: true
        )
        let contents = try await Self.contents(
            of: [MailCopy(item: 0, id: 1), MailCopy(item: 1, id: 1), tracked],
            rows: rows.map { (number: $0.0, person: $0.1) }
        )
        #expect(contents.map(\.count) == [count], "\(contents)")
    }

    @Test func `A copy without Message-ID is one of the mail that it can only be`() async throws {
        let at = 100 * Self.day
        let cases: [(MailCopy, MailCopy)] = [
            (MailCopy(item: 0, id: 7, lacksMessageID: true), MailCopy(item: 1, id: 1)),
            (
                MailCopy(item: 0, id: 7, thread: 5, lacksMessageID: true),
                MailCopy(item: 1, id: 1, at: at + 119 * Self.second, thread: 5)
            ),
            (
                MailCopy(item: 0, id: 7, thread: 5, blind: 3, lacksMessageID: true),
                MailCopy(item: 1, id: 1, at: at - 60 * Self.second, thread: 5)
            ),
        ]
        for (nameless, named) in cases {
            let contents = try await Self.contents(of: [nameless, named])
            let base = InteractionID(KeyedHash(high: 1, low: 1)).description
            #expect(contents.allSatisfy { $0.count == 1 && $0[0].hasPrefix(base) })
        }
        // Its twin has a copy in another mailbox, and it is seen in two folders itself.
        let contents = try await Self.contents(of: [
            MailCopy(item: 0, id: 7, lacksMessageID: true), MailCopy(item: 3, id: 7, lacksMessageID: true),
            MailCopy(item: 1, id: 1), MailCopy(item: 2, id: 1),
        ])
        #expect(contents.count == 1)
        #expect(contents.first?.count == 1)
    }

    @Test func `A copy without Message-ID stays alone where no mail is it, or more than one may be`() async throws {
        let at = 100 * Self.day
        let nameless = MailCopy(item: 0, id: 7, lacksMessageID: true)
        let others = [
            MailCopy(item: 1, id: 1, from: 1), MailCopy(item: 1, id: 1, to: 7),
            MailCopy(item: 1, id: 1, at: at + 2 * Self.second),
            MailCopy(item: 1, id: 1, at: at + 121 * Self.second),
        ]
        for other in others {
            let contents = try await Self.contents(of: [nameless, other])
            #expect(contents.count == 1)
            #expect(contents.first?.count == 2)
        }
        let threads = [MailCopy(item: 0, id: 7, thread: 5, lacksMessageID: true), MailCopy(item: 1, id: 1, thread: 6)]
        #expect(try await Self.contents(of: threads).allSatisfy { $0.count == 2 })
    }

    @Test func `Copies without Message-ID are of one of two mails that have one, in whatever order they come`()
        async throws
    {
        let late = 104 * Self.day
        let contents = try await Self.contents(of: [
            MailCopy(item: 0, id: 1), MailCopy(item: 1, id: 1, from: 1, at: late),
            MailCopy(item: 2, id: 7, lacksMessageID: true),
            MailCopy(item: 3, id: 8, from: 1, at: late, lacksMessageID: true),
        ])
        #expect(contents.count == 1)
        #expect(contents.first?.count == 2)
    }

    @Test
    func `A copy without Message-ID leaves its mail when it may be another's as well, in whatever order they come`()
        async throws
    {
        let at = 100 * Self.day
        for thread in [nil, 5] as [UInt64?] {
            let later = thread == nil ? at : at + 60 * Self.second
            let contents = try await Self.contents(of: [
                MailCopy(item: 0, id: 7, thread: thread, lacksMessageID: true),
                MailCopy(item: 1, id: 1, thread: thread),
                MailCopy(item: 2, id: 2, at: later, thread: thread), MailCopy(item: 4, id: 1, thread: thread),
            ])
            #expect(contents.count == 1)
            #expect(contents.first?.count == 3)
            let own = InteractionID(KeyedHash(high: 1, low: 7)).description
            #expect(contents.first?.count { $0.hasPrefix(own) } == 1)
        }
    }

    /// Mails of person 0 to the same people, by seconds after the CRM's copy of one of them and by thread.
    @Test(
        arguments: [
            // Sent by the CRM or tracked from a mailbox: of the one mail near to it.
            (nil, [(0, nil)], 1), (nil, [(20, nil)], 1), (nil, [(-119, 5)], 1), (5, [(60, nil)], 1),
            (5, [(60, 5)], 1),
            // Another thread, another time, or more than one that it may be of.
            (5, [(0, 6)], 2), (nil, [(121, nil)], 2), (nil, [(1, nil), (90, nil)], 3),
            // No mailbox has it.
            (nil, [], 1),
        ] as [(UInt64?, [(Int64, UInt64?)], Int)]
    )
    func `The CRM's copy without Message-ID is of the one mail that was sent so within two minutes`(
        thread: UInt64?,
        mails: [(Int64, UInt64?)],
        count: Int
    ) async throws {
        let at = 100 * Self.day
        var copies = mails.enumerated().map {
            MailCopy(item: $0, id: UInt64($0 + 1), at: at + $1.0 * Self.second, thread: $1.1)
        }
        copies.append(MailCopy(item: 5, id: 7, at: at, thread: thread, lacksMessageID: true, isCRM: true))
        let contents = try await Self.contents(of: copies)
        #expect(contents.map(\.count) == [count], "\(contents)")
    }

    @Test func `The CRM's copies without Message-ID of other people's mails are mails of their own`() async throws {
        let tracked = MailCopy(item: 5, id: 7, lacksMessageID: true, isCRM: true)
        for other in [MailCopy(item: 0, id: 1, from: 1), MailCopy(item: 0, id: 1, to: 7)] {
            #expect(try await Self.contents(of: [tracked, other]).map(\.count) == [2])
        }
    }
}

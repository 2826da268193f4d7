import Connector
import Interactions

extension ReaderConformance {
    /// What is known of `person(0)`, who takes part in an interaction of a mailbox's and the CRM's.
    private struct Situation {
        let name: String
        /// The rows there are, and what the CRM's copy links to.
        let rows: [StoreScene.News]
        let link: Int
        /// Who it is for readers; nil for nobody.
        let expected: Int?
        /// Whether it counts for that row alone, and not for whoever has the address.
        let isForeign: Bool
    }

    private static var situations: [Situation] {
        [
            .init(name: "nobody's address", rows: [.row(2, person: 3)], link: 2, expected: 2, isForeign: true),
            .init(
                name: "somebody else's address",
                rows: [.row(2, person: 3), .row(4, person: 0)],
                link: 2,
                expected: 2,
                isForeign: true
            ),
            .init(
                name: "one of two who have the address",
                rows: [.row(2, person: 0), .row(4, person: 0)],
                link: 4,
                expected: 4,
                isForeign: false
            ),
            .init(
                name: "an inactive row",
                rows: [.row(2, person: 3, name: 2), .row(4, person: 0)],
                link: 2,
                expected: 2,
                isForeign: true
            ),
            .init(name: "a row that was never read", rows: [], link: 2, expected: 2, isForeign: true),
            .init(
                name: "a row that was never read, and somebody who has the address",
                rows: [.row(4, person: 0)],
                link: 2,
                expected: 4,
                isForeign: false
            ),
            .init(
                name: "a company, and a person who has the address",
                rows: [.row(1, person: 3), .row(4, person: 0)],
                link: 1,
                expected: 4,
                isForeign: false
            ),
            .init(
                name: "a company, and another one that has the address",
                rows: [.row(1, person: 3), .row(3, person: 0)],
                link: 1,
                expected: 1,
                isForeign: true
            ),
            .init(
                name: "a person, and a company that has the address",
                rows: [.row(2, person: 3), .row(3, person: 0)],
                link: 2,
                expected: 2,
                isForeign: true
            ),
            .init(
                name: "two people",
                rows: [.row(0, person: 3), .row(2, person: 4)],
                link: 10,
                expected: nil,
                isForeign: false
            ),
            .init(
                name: "two people, and a third who has the address",
                rows: [.row(0, person: 3), .row(2, person: 4), .row(4, person: 0)],
                link: 10,
                expected: 4,
                isForeign: false
            ),
            .init(
                name: "two people who became one",
                rows: [.row(0, person: 3), .row(2, person: 4, mergedInto: 0)],
                link: 10,
                expected: 0,
                isForeign: true
            ),
            .init(
                name: "a person and a company",
                rows: [.row(0, person: 3), .row(1, person: 4)],
                link: 10,
                expected: 0,
                isForeign: true
            ),
            .init(
                name: "a row that was merged into the one that has the address",
                rows: [.row(2, person: 3, mergedInto: 4), .row(4, person: 0)],
                link: 2,
                expected: 4,
                isForeign: false
            ),
        ]
    }

    func links() async throws {
        for situation in Self.situations {
            let mail = StoreHistory.Step.page(StoreScene.page([.seen(0, of: 1)]), StoreScene.mail(0))
            let rows = StoreHistory.Step.page(StoreScene.page(situation.rows), StoreScene.rows)
            let activity = StoreHistory.Step.page(
                StoreScene.page([.activity(0, of: 1, link: situation.link)]),
                StoreScene.activities
            )
            for (number, steps) in [[mail, rows, activity], [activity, mail, rows], [rows, activity, mail]].enumerated()
            {
                let store = try await make()
                var told: [InteractionID: InteractionRecord] = [:]
                var position = ChangePosition.start
                func read() async throws {
                    let news = try await self.told(store, after: position)
                    for record in news.records { told[record.id] = record }
                    position = news.end
                }
                for step in steps {
                    _ = try await step(store)
                    try await read()
                }
                let name = "\(situation.name), order \(number)"
                let id = StoreScene.interaction(1).id
                let expected = situation.expected.flatMap(StoreScene.reference)
                try expect(told[id]?.records[StoreScene.person(0)] == expected, name)
                let linked = try await record(of: store)
                try expect((linked == nil) == !situation.isForeign, "\(name): what scoring reads")
                try await expectGone(store, situation, name)
                try await read()
                let whole = try await self.told(store).records
                try expect(whole.first { $0.id == id } == told[id], "\(name): told when it is gone")
            }
        }
    }

    func formerAddresses() async throws {
        let situations: [(name: String, rows: [StoreScene.News], links: [Int], isOwn: Bool)] = [
            ("one row", [.row(2, person: 3)], [2], true), ("a row twice", [.row(2, person: 3)], [2, 2], true),
            ("two rows", [.row(2, person: 3)], [2, 4], false),
            ("two that are one", [.row(2, person: 3), .row(4, person: 4, mergedInto: 2)], [2, 4], true),
            ("another row has it", [.row(2, person: 3), .row(4, person: 0)], [2], false),
            ("a company has it", [.row(2, person: 3), .row(1, person: 0)], [2], false),
        ]
        for situation in situations {
            let store = try await make()
            _ = try await store.commit(StoreScene.page(situation.rows), to: StoreScene.rows)
            let activities = situation.links.enumerated().map {
                StoreScene.News.activity($0.offset, of: $0.offset + 1, link: $0.element)
            }
            _ = try await store.commit(StoreScene.page(activities), to: StoreScene.activities)
            let addresses = try await store.person(StoreScene.person(3)).addresses
            try expect(addresses.contains(StoreScene.person(0)) == situation.isOwn, situation.name)
            // And whoever asks by it asks about that one.
            let asked = try await store.person(StoreScene.person(0))
            try expect(asked.addresses.contains(StoreScene.person(3)) == situation.isOwn, "\(situation.name): by it")
            try expect(asked.addresses.contains(StoreScene.person(0)), "\(situation.name): the address itself")
            let isSame = try await store.person(StoreScene.person(3)).number == asked.number
            try expect(isSame == situation.isOwn, "\(situation.name): what stands for the person")
        }
    }

    /// The row that scoring takes the only participant for, where that is not whoever has the address.
    private func record(of store: Store) async throws -> Participant.Address? {
        let read = try await store.reduce(into: [StoredInteraction]()) { $0.append($1) }
        guard let number = read.first?.participants.first?.record else { return nil }
        return try await store.addresses(of: [number])[number]
    }

    /// With the CRM's copy its word is gone.
    private func expectGone(_ store: Store, _ situation: Situation, _ name: String) async throws {
        _ = try await store.commit(StoreScene.page([.gone(0)]), to: StoreScene.activities)
        _ = try await store.finishRound(of: .crm, source: "t", streams: StoreScene.ofCRM, deletedMail: .keep)
        try expect(try await record(of: store) == nil, "\(name): gone with its copy")
    }
}

import Connector
import Interactions

extension ReaderConformance {
    private func filled() async throws -> Store {
        let store = try await make()
        let mail = StoreScene.page(
            [.seen(0, of: 1, variant: 3), .seen(1, of: 2, variant: 2), .seen(2, of: 3), .postponed(4)],
            isLast: true
        )
        _ = try await store.commit(mail, to: StoreScene.mail(0))
        _ = try await store.commit(StoreScene.page([.seen(0, of: 100)], startsRound: true), to: StoreScene.calendar(1))
        _ = try await store.commit(
            StoreScene.page([.activity(0, of: 1, variant: 1, regarding: 2), .activity(1, of: 101)]),
            to: StoreScene.activities
        )
        let rows = StoreScene.page([.row(2, person: 1), .row(4, person: 1), .row(1, person: 1), .row(0, person: 2)])
        _ = try await store.commit(rows, to: StoreScene.rows)
        return store
    }

    func scoring() async throws {
        let store = try await filled()
        let read = try await store.reduce(into: [StoredInteraction]()) { $0.append($1) }
        try expect(read.map(\.number) == read.map(\.number).sorted(), "in the order of numbers")
        let addresses = try await store.addresses(of: read.flatMap { $0.participants.map(\.address) })
        let records = try await told(store).records
        try expect(read.count == records.count, "as many")
        for record in records {
            guard case .upsert(let interaction) = record.operation else { continue }
            let found = read.first { $0.id == record.id }
            let parts = found?.participants.map { addresses[$0.address] }
            try expect(parts == interaction.participants.map(\.address), "the same people")
            try expect(found?.participants.map(\.role) == interaction.participants.map(\.role), "in the same roles")
            try expect(
                found?.participants.map(\.response) == interaction.participants.map(\.response)
                    && found?.participants.map(\.isInternal) == interaction.participants.map(\.isInternal),
                "with the same answers, on the same side"
            )
            try expect(
                found?.kind == interaction.kind && found?.direction == interaction.direction
                    && found?.occurredAt == interaction.occurredAt && found?.flags == interaction.flags
                    && found?.durationSeconds == interaction.durationSeconds
                    && found?.conversation == interaction.conversation
                    && found?.internalCount == interaction.internalCount
                    && found?.externalCount == interaction.externalCount,
                "the same content"
            )
            try expect(
                found?.isInExchange == record.isInExchange && found?.isInCRM == record.isInCRM
                    && found?.regarding == record.regarding,
                "known in the same places"
            )
        }
    }

    func crmAlone() async throws {
        let store = try await make()
        func told() async throws -> [StoredInteraction] {
            try await store.reduceCRM(into: [StoredInteraction]()) { $0.append($1) }
        }
        let mails = StoreScene.page([.seen(0, of: 1, variant: 3), .seen(1, of: 2), .seen(2, of: 3, variant: 1)])
        _ = try await store.commit(mails, to: StoreScene.mail(0))
        try expect(try await told().isEmpty, "nothing of what mailboxes alone know")
        // The first says something else than the mailbox, the second the same, the third is the CRM's only.
        let activities = StoreScene.page([
            .activity(0, of: 1, variant: 2, regarding: 4), .activity(1, of: 3, variant: 1), .activity(2, of: 101),
        ])
        _ = try await store.commit(activities, to: StoreScene.activities)
        let alone = try await make()
        _ = try await alone.commit(activities, to: StoreScene.activities)
        let only = try await alone.reduce(into: [StoredInteraction]()) { $0.append($1) }
        for (one, other) in zip(try await told(), only) {
            try expect(one.id == other.id && one.flags == other.flags && one.figures == other.figures, "as if")
            try expect(!one.isInExchange && one.isInCRM && one.regarding == other.regarding, "known to the CRM")
            try expect(one.participants.map(\.role) == other.participants.map(\.role), "with its participants")
        }
        try expect(try await told().count == only.count, "and nothing else")
        _ = try await store.commit(StoreScene.page([.gone(0), .gone(1)]), to: StoreScene.activities)
        _ = try await store.finishRound(of: .crm, source: "t", streams: StoreScene.ofCRM, deletedMail: .keep)
        try expect(try await told().map(\.id) == [StoreScene.interaction(101).id], "gone with its copies")
    }

    func numbers() async throws {
        let store = try await filled()
        let numbers = try await store.addressNumbers()
        let addresses = try await store.addresses(of: numbers)
        let texts = numbers.compactMap { addresses[$0]?.text }
        try expect(texts.count == numbers.count && Set(texts).count == texts.count, "an address each")
        try expect(texts == texts.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }, "in their order")
        let people = (0..<4).map { StoreScene.person($0) } + [.directory("/o=x/cn=y")]
        try expect(Set(people).isSubset(of: addresses.values), "whoever takes part")
        let back = try await store.numbers(of: people + [.directory("nobody")])
        try expect(
            back.count == people.count && back.allSatisfy { addresses[$1] == $0 },
            "the inverse, of those there are"
        )
    }

    func domains() async throws {
        let store = try await filled()
        let found = try await store.addresses(of: store.numbers(at: "fabrikam.example"))
        try expect(Set(found.values) == Set((0..<4).map { StoreScene.person($0) }), "everybody there")
        try expect(try await store.numbers(at: "example").isEmpty, "nobody of a domain below")
        try expect(try await store.numbers(at: "abrikam.example").isEmpty, "nor of one that ends like it")
    }

    func rows() async throws {
        let store = try await filled()
        let expected = [1, 0, 2, 4].compactMap(StoreScene.reference)
        for limit in [1, 2, 10] {
            var rows: [CRMRow] = []
            while true {
                let page = try await store.rows(after: rows.last?.reference, limit: limit)
                if page.isEmpty { break }
                rows += page
            }
            try expect(rows.map(\.reference) == expected, "by \(limit)")
            try expect(
                rows.allSatisfy { $0.addresses.count == 1 && $0.name == "n0" && $0.parent != nil },
                "as they are"
            )
        }
    }

    func connections() async throws {
        let store = try await filled()
        guard let row = StoreScene.reference(2), let other = StoreScene.reference(4) else { return }
        func connected() async throws -> [CRMReference]? {
            try await store.rows(after: nil, limit: 10).first { $0.reference == row }?.connections
        }
        let both = StoreScene.page([.link(20, of: 2, with: 4), .link(21, of: 2, with: 4), .link(22, of: 1, with: 2)])
        _ = try await store.commit(both, to: StoreScene.connections)
        try expect(try await connected() == [other], "once")
        _ = try await store.commit(StoreScene.page([.gone(20)]), to: StoreScene.connections)
        try expect(try await connected() == [other], "as long as one row says so")
        _ = try await store.commit(StoreScene.page([.link(21, of: 1, with: 2)]), to: StoreScene.connections)
        try expect(try await connected() == [], "no longer")
        _ = try await store.commit(StoreScene.page([.link(23, of: 2, with: 4)]), to: StoreScene.connections)
        _ = try await store.erase(.record(other))
        try expect(try await connected() == [], "not with somebody who was erased")
        _ = try await store.commit(StoreScene.page([.link(24, of: 2, with: 4)]), to: StoreScene.connections)
        try expect(try await connected() == [], "nor again")
    }

    func people() async throws {
        let store = try await filled()
        for (person, rows) in [(1, [2, 4]), (2, [0]), (3, [])] {
            let found = try await store.person(StoreScene.person(person))
            try expect(found.rows == rows.compactMap(StoreScene.reference), "whose row it is, person \(person)")
        }
    }

    func rowsThatNothingNames() async throws {
        let situations: [(name: String, rows: [StoreScene.News], people: Set<Int>)] = [
            ("a row", [.row(2, person: 1)], [1]),
            ("and another's", [.row(2, person: 1), .row(4, person: 2)], [1]),
            ("an address that two have", [.row(2, person: 1), .row(4, person: 1)], []),
            ("an address that a company has too", [.row(2, person: 1), .row(1, person: 1)], []),
            ("a row that became another", [.row(2, person: 1, mergedInto: 4), .row(4, person: 2)], [1, 2]),
            ("what became it", [.row(2, person: 1), .row(4, person: 2, mergedInto: 2)], [1, 2]),
        ]
        for situation in situations {
            let store = try await make()
            _ = try await store.commit(StoreScene.page([.seen(0, of: 1, variant: 3)]), to: StoreScene.mail(0))
            _ = try await store.commit(StoreScene.page(situation.rows), to: StoreScene.rows)
            guard let row = StoreScene.reference(2) else { throw CancellationError() }
            let found = try await store.person(.record(row))
            let expected = Set(situation.people.map { StoreScene.person($0) }).union([.record(row)])
            try expect(found.addresses == expected, "\(situation.name): \(found.addresses)")
            try expect((found.number == nil) == situation.people.isEmpty, "\(situation.name): its number")
        }
    }

    func reading() async throws {
        let store = try await filled()
        try expect(try await store.readMailboxes() == [0, 1].map { StoreScene.mailbox($0).address }, "both")
        try expect(try await store.isReading(), "a round is under way")
        _ = try await store.commit(StoreScene.page([], isLast: true), to: StoreScene.calendar(1))
        try expect(try await !store.isReading(), "none is")
        _ = try await store.purge([StoreScene.mailbox(0).id])
        try expect(try await store.readMailboxes() == [StoreScene.mailbox(1).address], "one is left")
    }

    func shares() async throws {
        let store = try await filled()
        let stored = try await store.reduce(into: [StoredInteraction]()) { $0.append($1) }
        func ids(_ mailboxes: Int...) async throws -> Set<InteractionID> {
            let numbers = try await store.numbers(onlyOf: Set(mailboxes.map { StoreScene.mailbox($0).address }))
            try expect(numbers.count == Set(numbers).count, "each once")
            return Set(stored.filter { numbers.contains($0.number) }.map(\.id))
        }
        try expect(try await ids() == [], "nobody has nothing")
        // The first is in the CRM as well.
        try expect(try await ids(0) == Set([2, 3].map { StoreScene.interaction($0).id }), "one's own")
        try expect(try await ids(1) == [StoreScene.interaction(100).id], "another's")
        try expect(try await ids(0, 1).count == 3, "both's")
        try expect(try await ids(2) == [], "a stranger's")
        let instants = stored.map(\.occurredAt).sorted()
        for instant in instants {
            try expect(
                try await store.count(before: instant) == instants.count { $0 < instant },
                "as many as are older"
            )
        }
    }

    func held() async throws {
        let store = try await filled()
        func scored() async throws -> Set<InteractionID> {
            Set(try await store.reduce(into: [StoredInteraction]()) { $0.append($1) }.map(\.id))
        }
        let all = try await scored()
        // The first is in the CRM as well.
        let own = Set([2, 3].map { StoreScene.interaction($0).id })
        var end = try await told(store).end
        for _ in 0..<2 {
            try await store.hold([StoreScene.mailbox(0).address])
            try expect(try await scored() == all.subtracting(own), "its own are not scored")
        }
        var news = try await told(store, after: end)
        try expect(Set(news.records.map(\.id)) == own, "its own change, once")
        try expect(news.records.allSatisfy { if case .delete = $0.operation { true } else { false } }, "as removed")
        end = news.end
        _ = try await store.commit(StoreScene.page([.seen(7, of: 3)], mailbox: 1), to: StoreScene.mail(1))
        try await store.hold([StoreScene.mailbox(0).address])
        try expect(
            try await scored().subtracting(all.subtracting(own)) == [StoreScene.interaction(3).id],
            "now another's"
        )
        try await store.hold([])
        try expect(try await scored() == all, "all are back")
        news = try await told(store, after: end)
        try expect(Set(news.records.map(\.id)) == own, "what was not told is told again")
        try expect(news.records.allSatisfy { if case .upsert = $0.operation { true } else { false } }, "as it is")
    }

    func counts() async throws {
        try expect(try await make().counts() == StoreCounts(), "nothing")
        let store = try await filled()
        var expected = StoreCounts()
        (expected.emails, expected.meetings) = (3, 2)
        expected.sightings = 6
        expected.rows = ["account": 1, "contact": 3]
        (expected.mailboxes, expected.streams) = (2, 4)
        expected.postponed = ["ErrorItemCorrupt": 1]
        func expectCounts(_ when: String) async throws {
            var counts = try await store.counts()
            try expect(counts.lastSequence > expected.lastSequence, "the sequence moved, \(when)")
            expected.lastSequence = counts.lastSequence
            try expect(counts == expected, "\(expected), not \(counts), \(when)")
            counts.lastSequence = 0
        }
        try await expectCounts("filled")
        _ = try await store.expire(before: StoreScene.interaction(2).occurredAt)
        (expected.emails, expected.removed, expected.sightings) = (2, 1, 4)
        try await expectCounts("expired")
    }
}

extension StoredInteraction {
    /// What it says of itself, without who takes part.
    fileprivate var figures: [Int] {
        [kind.rawValue, direction.rawValue, durationSeconds, internalCount, externalCount, conversation == nil ? 0 : 1]
    }
}

import Connector
import Interactions

extension StoreConformance {
    /// Compared once the mailboxes' rounds have ended.
    func erasureInAnyHistory() async throws {
        for seed in 0..<12 {
            let deletedMail = DeletedMail.allCases[seed % 2]
            var history = StoreHistory(seed: seed, deletedMail: [deletedMail], keepsPeople: true)
            let (late, early) = (try await make(), try await make())
            let erasure = StoreHistory.Step.erase(StoreScene.person(seed % 4), limit: 1 + seed % 5)
            for store in [late, early] { _ = try await StoreHistory.knownToAll(store) }
            _ = try await erasure(early)
            for number in 0..<80 {
                let step = history.nextReading()
                _ = try await step(late)
                _ = try await step(early)
                if number == 40 { _ = try await erasure(late) }
            }
            for step in [StoreHistory.allRows] + StoreHistory.quietEnd(deletedMail) {
                _ = try await step(late)
                _ = try await step(early)
            }
            try await expectSame(late, early, deletedMail, "seed \(seed)")
        }
    }

    /// Where no item becomes another interaction, nothing has to be waited for.
    func erasureAtOnce() async throws {
        for seed in 0..<12 {
            var history = StoreHistory(seed: seed, keepsIdentity: true, deletedMail: [.keep], keepsPeople: true)
            let (late, early) = (try await make(), try await make())
            let erasure = StoreHistory.Step.erase(StoreScene.person(seed % 4), limit: 1 + seed % 5)
            for store in [late, early] { _ = try await StoreHistory.knownToAll(store) }
            _ = try await erasure(early)
            for _ in 0..<40 {
                let step = history.nextReading()
                _ = try await step(late)
                _ = try await step(early)
            }
            _ = try await erasure(late)
            for store in [late, early] { _ = try await StoreHistory.allRows(store) }
            try expect(try await content(late) == content(early), "the same content, seed \(seed)")
            let people = try await content(late).interactions.flatMap { $0.participants.map(\.address) }
            try expect(!people.contains(StoreScene.person(seed % 4)), "nobody is named so, seed \(seed)")
            try expect(
                try await late.erase(StoreScene.person(seed % 4)) == CommitSummary(),
                "nothing more, seed \(seed)"
            )
        }
    }

    /// Pages come between the steps, and two erasures overlap.
    func interruptedErasure() async throws {
        let people = [StoreScene.person(1), StoreScene.person(2)]
        for seed in 0..<12 {
            var history = StoreHistory(seed: seed, keepsIdentity: true, deletedMail: [.keep], keepsPeople: true)
            let (store, early) = (try await make(), try await make())
            for store in [store, early] { _ = try await StoreHistory.knownToAll(store) }
            for person in people { _ = try await early.erase(person) }
            for number in 0..<60 {
                let step = history.nextReading()
                _ = try await step(store)
                _ = try await step(early)
                // Begun in the middle, one step at a time.
                guard number >= 30, number % (1 + seed % 3) == 0 else { continue }
                _ = try await store.erase(people[number / 4 % 2], limit: 1 + seed % 4)
            }
            for person in people { _ = try await store.erase(person) }
            for store in [store, early] { _ = try await StoreHistory.allRows(store) }
            try expect(try await content(store) == content(early), "the same content, seed \(seed)")
        }
    }

    /// What is left of a contact with `person(1)`, in each order of erasing and reading.
    func erasedContacts() async throws {
        let person = StoreScene.person(1)
        let page = StoreScene.page([
            .seen(0, of: 0), .seen(1, of: 1, variant: 1), .seen(2, of: 2, variant: 2), .seen(3, of: 3, variant: 1),
            .seen(4, of: 3, variant: 3),
        ])
        for isFirst in [true, false] {
            let store = try await make()
            if isFirst { _ = try await store.erase(person) }
            let read = try await store.commit(page, to: StoreScene.mail(0))
            let added = isFirst ? 3 : 4
            try expect(read.added == added && read.removed == 0, "\(added) added, not \(read)")
            if !isFirst {
                let erased = try await store.erase(person)
                try expect(erased.removed == 1 && erased.added == 0, "one removed, not \(erased)")
            }
            let expected = [(0, 0), (2, 2), (3, 3)].compactMap {
                StoreScene.interaction($0.0, variant: $0.1).erasing { $0 == person }
            }
            try expect(try await content(store).interactions == expected, "others are left")
            try expect(try await content(store).liveSightings == 3, "and their copies")
            let again = try await store.commit(page, to: StoreScene.mail(0))
            try expect(again == CommitSummary(), "read again, the person stays erased")
        }
    }

    /// Of somebody whose address was erased, the row in the CRM, who takes part by it and what is about it, in each
    /// order of reading and erasing.
    func erasedRows() async throws {
        let activities = StoreHistory.Step.page(
            StoreScene.page([
                .activity(0, of: 0, variant: 3, regarding: 2), .activity(1, of: 101, variant: 2, regarding: 2),
                .activity(2, of: 102, variant: 2, regarding: 4),
            ]),
            StoreScene.activities
        )
        let rows = StoreHistory.Step.page(
            StoreScene.page([.row(2, person: 5), .row(4, person: 2, mergedInto: 2), .row(1, person: 5)]),
            StoreScene.rows
        )
        let erasure = StoreHistory.Step.erase(StoreScene.person(5), limit: 1)
        let other = StoreHistory.Step.page(StoreScene.page([.row(2, person: 2)]), StoreScene.rows)
        guard let row = StoreScene.reference(2) else { return }
        for steps in [
            [erasure, activities, rows], [erasure, rows, activities], [activities, rows, erasure],
            [rows, erasure, activities], [rows, activities, erasure], [activities, erasure, rows],
            [rows, activities, erasure, other], [erasure, rows, other, activities],
        ] {
            let store = try await make()
            for step in steps { _ = try await step(store) }
            let left = try await content(store)
            try expect(left.records.map(\.reference) == [1].compactMap(StoreScene.reference), "the other row")
            try expect(left.records.allSatisfy { $0.mergedInto != row && $0.parent != row }, "and not a word of it")
            try expect(left.records.allSatisfy { $0.reference.isPerson || $0.addresses.isEmpty }, "nor the address")
            try expect(!left.crm.values.contains(row), "nothing is about it")
            try expect(left.crm.count == 3, "everything else stays")
            let people = left.interactions.flatMap { $0.participants.map(\.address) }
            try expect(!people.contains(.record(row)), "nobody is named so")
        }
    }
}

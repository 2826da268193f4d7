import Connector
import Interactions

extension StoreConformance {
    /// Compared once the mailboxes' rounds have ended.
    func erasureInAnyHistory() async throws {
        for seed in 0..<12 {
            let deletedMail = DeletedMail.allCases[seed % 2]
            var history = StoreHistory(seed: seed, deletedMail: [deletedMail])
            let (late, early) = (try await make(), try await make())
            let erasure = StoreHistory.Step.erase(StoreScene.person(seed % 4), limit: 1 + seed % 5)
            _ = try await erasure(early)
            for number in 0..<80 {
                let step = history.nextReading()
                _ = try await step(late)
                _ = try await step(early)
                if number == 40 { _ = try await erasure(late) }
            }
            for step in StoreHistory.quietEnd(deletedMail) {
                _ = try await step(late)
                _ = try await step(early)
            }
            try await expectSame(late, early, deletedMail, "seed \(seed)")
        }
    }

    /// Where no item becomes another interaction, nothing has to be waited for.
    func erasureAtOnce() async throws {
        for seed in 0..<12 {
            var history = StoreHistory(seed: seed, keepsIdentity: true, deletedMail: [.keep])
            let (late, early) = (try await make(), try await make())
            let erasure = StoreHistory.Step.erase(StoreScene.person(seed % 4), limit: 1 + seed % 5)
            _ = try await erasure(early)
            for _ in 0..<40 {
                let step = history.nextReading()
                _ = try await step(late)
                _ = try await step(early)
            }
            _ = try await erasure(late)
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
            var history = StoreHistory(seed: seed, keepsIdentity: true, deletedMail: [.keep])
            let (store, early) = (try await make(), try await make())
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
}

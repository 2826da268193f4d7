import Connector
import Interactions

extension StoreConformance {
    /// Compared once the other mailboxes' rounds have ended.
    func purgeInAnyHistory() async throws {
        for seed in 0..<12 {
            let deletedMail = DeletedMail.allCases[seed % 2]
            // An unreadable item brings a deleted mail back, if it is not removed by then.
            let postpones = deletedMail == .keep
            var history = StoreHistory(seed: seed, deletedMail: [deletedMail], postpones: postpones)
            let purged = StoreScene.mailbox(seed % 3)
            let whole = try await make()
            let without = try await make()
            for half in 0..<2 {
                for _ in 0..<40 {
                    let step = history.nextReading()
                    if half == 0 || step.reader != .mailbox(purged) { _ = try await step(whole) }
                    if step.reader != .mailbox(purged) { _ = try await step(without) }
                }
                if half == 0 { _ = try await StoreHistory.Step.purge(purged.id, limit: 1 + seed % 5)(whole) }
            }
            for step in StoreHistory.quietEnd(deletedMail) {
                _ = try await step(whole)
                _ = try await step(without)
            }
            try await expectSame(whole, without, deletedMail, "seed \(seed)")
            try expect(try await !whole.mailboxes().contains(purged.id), "nothing of the mailbox, seed \(seed)")
        }
    }

    /// Where no item becomes another interaction, nothing has to be waited for.
    func purgeAtOnce() async throws {
        for seed in 0..<12 {
            var history = StoreHistory(seed: seed, keepsIdentity: true, deletedMail: [.keep])
            let purged = StoreScene.mailbox(seed % 3)
            let whole = try await make()
            let without = try await make()
            for _ in 0..<40 {
                let step = history.nextReading()
                _ = try await step(whole)
                if step.reader != .mailbox(purged) { _ = try await step(without) }
            }
            _ = try await whole.purge([purged.id], limit: 1 + seed % 5)
            try expect(try await content(whole) == content(without), "the same content, seed \(seed)")
            try expect(try await whole.mailboxes() == without.mailboxes(), "the same mailboxes, seed \(seed)")
            try expect(try await whole.purge([purged.id]) == CommitSummary(), "nothing more, seed \(seed)")
        }
    }

    func interruptedPurge() async throws {
        let purged = StoreScene.mailbox(0).id
        for point in InterruptionPoint.all {
            let store = try await make()
            try await fillThree(store)
            var isInterrupted = false
            do {
                _ = try await InterruptedStore(store, at: point).purge([purged], limit: 2)
            } catch is Interruption {
                isInterrupted = true
            }
            if point != InterruptionPoint(write: 1, isAfter: false) {
                let cursor = try await store.checkpoint(for: StoreScene.calendar(0))
                try expect(cursor == nil, "no cursor is left, \(point)")
            }
            _ = try await store.purge([purged], limit: 2)
            let left = try await content(store)
            let expected = [StoreScene.interaction(2, variant: 1), StoreScene.interaction(101)]
            try expect(left.interactions == expected, "what others hold, \(point)")
            try expect(left.liveSightings == 3 && left.postponed == 0, "their copies, \(point)")
            if !isInterrupted { return }
        }
    }

    func readmission() async throws {
        let expected = try await make()
        try await fillThree(expected)
        for steps in 1..<6 {
            let store = try await make()
            try await fillThree(store)
            for _ in 0..<steps { _ = try await store.purge(StoreScene.mailbox(0).id, limit: 1) }
            try await fillThree(store)
            try expect(try await content(store) == content(expected), "all is there again after \(steps) steps")
            // Its calendar was lost in the meantime.
            _ = try await store.purge(StoreScene.mailbox(0).id, limit: 1)
            _ = try await store.commit(Self.mail, to: StoreScene.mail(0))
            _ = try await finish(store, [StoreScene.mail(0)])
            let meetings = try await content(store).interactions.filter { $0.kind == .meeting }
            try expect(meetings == [StoreScene.interaction(101)], "a lost calendar is given up after \(steps) steps")
        }
    }

    func expiry() async throws {
        for seed in 0..<12 {
            let limit = StoreScene.interaction(3).occurredAt
            let store = try await make()
            let expected = try await make()
            for mailbox in 0..<3 {
                var random = SplitMix64(seed: UInt64(seed * 3 + mailbox))
                let news = (0..<10).map { item in
                    StoreScene.News.seen(
                        item,
                        of: Int.random(in: 0..<6, using: &random),
                        variant: Int.random(in: 0..<4, using: &random)
                    )
                }
                let young = news.filter { news in
                    if case .seen(_, let number, _, _) = news { number >= 3 } else { true }
                }
                _ = try await store.commit(StoreScene.page(news, mailbox: mailbox), to: StoreScene.mail(mailbox))
                _ = try await expected.commit(StoreScene.page(young, mailbox: mailbox), to: StoreScene.mail(mailbox))
            }
            let before = try await content(store).interactions.count
            let summary = try await StoreHistory.Step.expire(limit, limit: 1 + seed % 3)(store)
            let after = try await content(store)
            try expect(after == (try await content(expected)), "what is younger, seed \(seed)")
            try expect(
                summary == CommitSummary(removed: before - after.interactions.count),
                "removed only, seed \(seed)"
            )
            try expect(try await store.checkpoint(for: StoreScene.mail(0)) != nil, "cursors stay")
            try expect(try await store.expire(before: limit) == CommitSummary(), "nothing more, seed \(seed)")
        }
    }

    func lapse() async throws {
        let store = try await make()
        let plans = (0..<6).map { StoreScene.News.seen($0, of: 300 + $0) }
        let others = (6..<9).map { StoreScene.News.seen($0, of: 200 + $0) }
        _ = try await store.commit(StoreScene.page(plans + others), to: StoreScene.calendar(0))
        let before = StoreScene.interaction(303).occurredAt
        var removed = CommitSummary()
        while true {
            let step = try await store.lapse(before: before, limit: 2)
            removed += step.summary
            if step.isComplete { break }
        }
        try expect(removed == CommitSummary(removed: 3), "three are over, not \(removed)")
        let left = try await content(store).interactions
        try expect(left.count == 6 && left.count { $0.flags.contains(.planned) } == 3, "all others stay")
        try expect(try await store.lapse(before: before) == CommitSummary(), "nothing more")
        let made = try await store.commit(StoreScene.page([.seen(0, of: 300, variant: 1)]), to: StoreScene.calendar(0))
        try expect(made == CommitSummary(added: 1), "made after all, not \(made)")
        let rest = try await store.lapse(before: StoreScene.interaction(999).occurredAt)
        try expect(rest == CommitSummary(removed: 3), "the rest, not \(rest)")
    }

    func expectSame(_ store: Store, _ other: Store, _ deletedMail: DeletedMail, _ note: String) async throws {
        let (left, expected) = (try await content(store), try await content(other))
        switch deletedMail {
        case .keep: try expect(left == expected, "the same content, \(note)")
        case .remove:
            // A copy of deleted mail goes on speaking until nobody holds the mail: who held it decides how long.
            let ids = (left.interactions.map(\.id), expected.interactions.map(\.id))
            try expect(ids.0 == ids.1, "the same interactions, \(note)")
        }
    }

    private static var mail: StorePage {
        let news: [StoreScene.News] = [
            .seen(0, of: 1), .seen(1, of: 1), .seen(2, of: 2, rank: .own), .gone(1), .postponed(7),
        ]
        return StoreScene.page(news, startsRound: true, isLast: true)
    }

    /// Three mailboxes; the first alone holds 1, 3 and 100, and speaks for 2.
    private func fillThree(_ store: Store) async throws {
        _ = try await store.commit(Self.mail, to: StoreScene.mail(0))
        let calendar: [StoreScene.News] = [.seen(0, of: 100), .seen(1, of: 101), .seen(2, of: 3)]
        _ = try await store.commit(
            StoreScene.page(calendar, startsRound: true, isLast: true),
            to: StoreScene.calendar(0)
        )
        let second = StoreScene.page([.seen(0, of: 2, variant: 1)], startsRound: true, isLast: true, mailbox: 1)
        _ = try await store.commit(second, to: StoreScene.mail(1))
        let third = StoreScene.page([.seen(0, of: 101)], startsRound: true, isLast: true, mailbox: 2)
        for folder in 0..<2 { _ = try await store.commit(third, to: StoreScene.calendar(2, folder: folder)) }
    }
}

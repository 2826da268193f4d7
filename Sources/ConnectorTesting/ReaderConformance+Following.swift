import Connector
import Interactions

extension ReaderConformance {
    /// Rows that come, change, merge and go, who is who, erasures, purges and expiry among them.
    func replay() async throws {
        for seed in 0..<12 {
            var history = StoreHistory(seed: seed)
            let store = try await make()
            var replayed: [InteractionID: InteractionRecord] = [:]
            var position = ChangePosition.start
            for _ in 0..<60 {
                _ = try await history.next()(store)
                guard history.isOne(in: 3) else { continue }
                let news = try await told(store, after: position, limit: 1 + seed % 4)
                for record in news.records {
                    let before = replayed.updateValue(record, forKey: record.id)
                    try expect(before.map { $0.partition == record.partition } ?? true, "one partition, seed \(seed)")
                }
                position = news.end
            }
            for record in try await told(store, after: position).records { replayed[record.id] = record }
            let whole = try await told(store).records
            try expect(Set(whole.map(\.id)).count == whole.count, "each once, seed \(seed)")
            try expect(
                Dictionary(uniqueKeysWithValues: whole.map { ($0.id, $0) }) == replayed,
                "the same, seed \(seed)"
            )
        }
    }

    /// Even variants of the scene are in one conversation, odd ones in none.
    func partitions() async throws {
        let store = try await make()
        let conversation = StoreScene.interaction(1).conversation?.hash
        let expected = [1: conversation, 2: StoreScene.interaction(2).id.hash, 3: conversation]
        let steps: [[StoreScene.News]] = [
            [.seen(0, of: 1, variant: 0), .seen(1, of: 2, variant: 1), .seen(2, of: 3, variant: 2)],
            [.seen(0, of: 1, variant: 1), .seen(1, of: 2, variant: 2), .seen(2, of: 3, variant: 0)],
            [.gone(0), .gone(1), .gone(2)],
            [.seen(0, of: 1, variant: 2), .seen(1, of: 2, variant: 0), .seen(2, of: 3, variant: 1)],
            [.gone(0), .gone(1), .gone(2)],
        ]
        let stream = StoreScene.mail(0)
        var position = ChangePosition.start
        for (number, news) in steps.enumerated() {
            _ = try await store.commit(StoreScene.page(news), to: stream)
            _ = try await store.finishRound(of: stream.owner, source: "t", streams: [stream], deletedMail: .remove)
            let told = try await told(store, after: position)
            position = told.end
            for (id, partition) in expected {
                let records = told.records.filter { $0.id == StoreScene.interaction(id).id }
                try expect(!records.isEmpty, "it is told, step \(number)")
                try expect(records.allSatisfy { $0.partition == partition }, "where it was first, step \(number)")
            }
        }
        _ = try await store.commit(StoreScene.page([.seen(1, of: 2, variant: 2)]), to: stream)
        _ = try await store.renewEpoch()
        for record in try await told(store).records {
            let isThere = if case .upsert = record.operation { true } else { false }
            try expect(record.partition == (isThere ? conversation : record.id.hash), "anew in another epoch")
        }
    }

    func quiet() async throws {
        let store = try await make()
        let row = StoreScene.page([.row(2, person: 1), .row(4, person: 2)])
        let mail = StoreScene.page([.seen(0, of: 1, variant: 2), .seen(1, of: 2, variant: 1), .seen(2, of: 3)])
        _ = try await store.commit(mail, to: StoreScene.mail(0))
        _ = try await store.commit(row, to: StoreScene.rows)
        let end = try await told(store).end
        _ = try await store.commit(row, to: StoreScene.rows)
        _ = try await store.commit(mail, to: StoreScene.mail(0))
        try expect(try await told(store, after: end).records.isEmpty, "nothing new")
        _ = try await store.commit(StoreScene.page([.seen(2, of: 3, variant: 3)]), to: StoreScene.mail(0))
        try expect(
            try await told(store, after: end).records.map(\.id) == [StoreScene.interaction(3).id],
            "what changed"
        )
    }

    func rowChanges() async throws {
        let store = try await make()
        let mail = StoreScene.page([.seen(0, of: 1, variant: 2), .seen(1, of: 2, variant: 1), .seen(2, of: 3)])
        _ = try await store.commit(mail, to: StoreScene.mail(0))
        guard let contact = StoreScene.reference(2), let other = StoreScene.reference(4) else { return }
        // Person 1 is in interactions 1 and 2.
        let changes: [(StoreScene.News, CRMReference?)] = [
            (.row(2, person: 1), contact), (.row(4, person: 1, name: 1), contact), (.row(2, person: 1, name: 2), other),
            (.row(4, person: 1, mergedInto: 2), contact), (.row(2, person: 3), contact), (.gone(4), nil),
        ]
        var position = try await told(store).end
        for (number, (news, expected)) in changes.enumerated() {
            _ = try await store.commit(StoreScene.page([news]), to: StoreScene.rows)
            let increment = try await told(store, after: position, limit: 1)
            position = increment.end
            let whole = try await told(store).records
            for id in [1, 2] {
                let record = whole.first { $0.id == StoreScene.interaction(id).id }
                try expect(record?.records[StoreScene.person(1)] == expected, "whose it is, change \(number)")
                let later = increment.records.last { $0.id == record?.id }
                try expect(later == nil || later == record, "as it is now, change \(number)")
                if number != 1, number != 4 { try expect(later != nil, "told again, change \(number)") }
            }
            let third = StoreScene.interaction(3).id
            try expect(!increment.records.contains { $0.id == third }, "nothing else, change \(number)")
        }
    }

    func fields() async throws {
        let store = try await make()
        _ = try await store.commit(
            StoreScene.page([.seen(0, of: 1, variant: 0), .seen(1, of: 2, variant: 3), .seen(2, of: 3)]),
            to: StoreScene.mail(0)
        )
        let activities = StoreScene.page([.activity(0, of: 2, variant: 2, regarding: 1), .activity(1, of: 103)])
        _ = try await store.commit(activities, to: StoreScene.activities)
        _ = try await store.commit(StoreScene.page([.gone(1)]), to: StoreScene.activities)
        let streams = [StoreScene.activities]
        _ = try await store.finishRound(of: .crm, source: "t", streams: streams, deletedMail: .keep)
        _ = try await store.erase(.directory("nobody"))
        let records = try await told(store).records
        func record(_ number: Int) -> InteractionRecord? {
            records.first { $0.id == StoreScene.interaction(number).id }
        }
        try expect(record(1)?.operation == .upsert(StoreScene.interaction(1)), "the content")
        try expect(record(2)?.operation == .upsert(StoreScene.interaction(2, variant: 3)), "what the mailbox says")
        try expect(record(1)?.isInExchange == true && record(1)?.isInCRM == false, "known to a mailbox")
        try expect(record(2)?.isInExchange == true && record(2)?.isInCRM == true, "known to both")
        try expect(record(2)?.regarding == StoreScene.reference(1) && record(1)?.regarding == nil, "what it is about")
        try expect(record(103)?.operation == .delete(StoreScene.interaction(103).id), "a deletion")
        try expect(records.allSatisfy { $0.decision != nil }, "by which decision")
    }

    func pageSizes() async throws {
        var history = StoreHistory(seed: 3)
        let store = try await make()
        for _ in 0..<60 { _ = try await history.nextReading()(store) }
        let whole = try await told(store).records
        try expect(!whole.isEmpty, "something is there")
        for limit in [1, 2, 3, 7] {
            try expect(try await told(store, limit: limit).records == whole, "the same by \(limit)")
        }
        let sequences = whole.map(\.sequence)
        try expect(sequences == sequences.sorted(), "in the order of changes")
    }
}

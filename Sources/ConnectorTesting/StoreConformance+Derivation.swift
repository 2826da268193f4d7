import Connector
import Interactions

extension StoreConformance {
    /// In the middle of any history and at its end, with removals.
    func derivation() async throws {
        for seed in 0..<12 {
            let rule = StoreScene.Rule.evenInside
            var history = StoreHistory(seed: seed)
            let store = try await make()
            let expected = try await make()
            for half in 0..<2 {
                for _ in 0..<40 {
                    let step = history.isOne(in: 10) ? history.nextRemoval() : history.nextReading()
                    let derived = step.derived(rule)
                    _ = try await (half == 0 ? step : derived)(store)
                    _ = try await derived(expected)
                }
                if half == 1 { break }
                try await derive(store, rule, limit: 1 + seed % 5)
                try expect(try await content(store) == content(expected), "the same content, seed \(seed)")
                let again = try await store.derive(rule.rawValue) { rule($0) }
                try expect(again == CommitSummary(), "nothing more, seed \(seed)")
            }
            try expect(try await content(store) == content(expected), "the same end, seed \(seed)")
            let before = try await content(store)
            let nothing = try await store.derive("another") { $0 }
            try expect(nothing == CommitSummary(), "no change, seed \(seed)")
            try expect(try await content(store) == before, "the same as before, seed \(seed)")
        }
    }

    /// A page that says what the rule says comes between.
    func interruptedDerivation() async throws {
        let rule = StoreScene.Rule.evenInside
        let (early, late) = (history(seed: 3), history(seed: 4))
        let expected = try await make()
        for step in early + late { _ = try await step.derived(rule)(expected) }
        for point in InterruptionPoint.all {
            let store = try await make()
            for step in early { _ = try await step(store) }
            var isInterrupted = false
            do {
                try await derive(InterruptedStore(store, at: point), rule, limit: 2)
            } catch is Interruption {
                isInterrupted = true
            }
            for step in late { _ = try await step.derived(rule)(store) }
            try await derive(store, rule, limit: 3)
            try expect(try await content(store) == content(expected), "the same content, \(point)")
            if !isInterrupted { return }
        }
    }

    func overtakenDerivation() async throws {
        let steps = history(seed: 5)
        for count in 1..<5 {
            let store = try await make()
            let expected = try await make()
            for step in steps {
                _ = try await step(store)
                _ = try await step(expected)
            }
            try await derive(expected, .evenInside, limit: 100)
            for _ in 0..<count { _ = try await store.derive("old", limit: 1) { $0 } }
            try await derive(store, .evenInside, limit: 2)
            try expect(try await content(store) == content(expected), "the last one's, after \(count) steps")
        }
    }

    private func history(seed: Int) -> [StoreHistory.Step] {
        var history = StoreHistory(seed: seed)
        return (0..<20).map { _ in history.nextReading() }
    }

    private func derive(_ store: some InteractionStore, _ rule: StoreScene.Rule, limit: Int) async throws {
        while try await !store.derive(rule.rawValue, limit: limit, { rule($0) }).isComplete {}
    }
}

extension StoreHistory.Step {
    /// As it would be if its copies came by the rule.
    fileprivate func derived(_ rule: StoreScene.Rule) -> StoreHistory.Step {
        if case .page(let page, let stream) = self { .page(rule(page), stream) } else { self }
    }
}

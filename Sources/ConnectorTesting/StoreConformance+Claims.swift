import Connector
import Eligibility
import Interactions

/// Whoever was erased by one address is erased by all that are the person's alone, whenever the CRM tells of them.
extension StoreConformance {
    /// In every order of erasing and reading; read again, nothing changes any more.
    func erasureInAnyOrder() async throws {
        for order in ClaimScene.orders {
            let store = try await make()
            for part in order { for step in part { _ = try await step(store) } }
            for step in ClaimScene.ends { _ = try await step(store) }
            try await expectErased(store, "\(order.map(\.count))")
            for part in order { for step in part { _ = try await step(store) } }
            for step in ClaimScene.ends {
                try expect(try await step(store) == CommitSummary(), "nothing more")
            }
            try await expectErased(store, "read again")
        }
    }

    private func expectErased(_ store: Store, _ note: String) async throws {
        let left = try await content(store)
        try expect(left.interactions == ClaimScene.left, "others are left, \(note)")
        try expect(left.records.map(\.reference) == [ClaimScene.other].compactMap(\.self), "their row, \(note)")
        try expect(left.records.flatMap(\.addresses) == ClaimScene.addresses([7, 8]), "with what they have, \(note)")
    }

    /// Whatever one of those has who were erased is none of them's alone if two of them have it, whichever is read
    /// again.
    func addressOfTwoErased() async throws {
        let rows = [ClaimScene.row(2, [5, 7]), ClaimScene.row(4, [7, 8])]
        let erasures = [5, 8].map { StoreHistory.Step.erase(StoreScene.person($0), limit: 9) }
        let orders = [
            erasures + rows, rows + erasures, [erasures[0], rows[0], rows[1], erasures[1]],
            [rows[0]] + erasures + [rows[1]],
        ]
        for steps in orders {
            let store = try await make()
            for step in steps + ClaimScene.ends + [rows[0]] + ClaimScene.ends + [rows[1]] + ClaimScene.ends {
                _ = try await step(store)
            }
            _ = try await ClaimScene.mail([1, 7])(store)
            let left = [1, 7].compactMap { ClaimScene.interaction($0) }
            try expect(try await content(store).interactions == left, "what both have stays")
            try expect(try await content(store).records.isEmpty, "and neither row")
        }
    }

    /// A table that fails holds up no erasure, unless it was never read to its end and may still tell more.
    func erasureBesideFailure() async throws {
        let failing = StreamID(source: "t", owner: .crm, kind: .table, folder: "later")
        let steps = [StoreHistory.Step.erase(StoreScene.person(5), limit: 9), ClaimScene.row(2, [5, 6])]
        for (pages, isErased) in [([], false), ([false], false), ([true], true), ([true, false], false)] {
            let store = try await make()
            for isLast in pages {
                let page = StorePage(changes: [], cursor: Cursor("c"), isLast: isLast, startsRound: true)
                _ = try await store.commit(page, settings: "s", to: failing)
            }
            for step in steps + [ClaimScene.mail([1, 6])] { _ = try await step(store) }
            let summary = try await store.settleErasures(awaiting: [failing])
            try expect(summary.removed == (isErased ? 1 : 0), "removed, \(pages)")
            let left = (isErased ? [1] : [1, 6]).compactMap { ClaimScene.interaction($0) }
            try expect(try await content(store).interactions == left, "what is known to be the person's, \(pages)")
            try expect(try await store.settleErasures(awaiting: [failing]) == CommitSummary(), "once")
            // Who does not come for good is not waited for.
            _ = try await store.settleErasures(awaiting: [])
            try expect(
                try await content(store).interactions == [ClaimScene.interaction(1)].compactMap(\.self),
                "in the end"
            )
        }
    }

    /// What somebody else's is by the directory, a mailbox or a service's word is not taken by the CRM's.
    func addressesOfOthers() async throws {
        // Of the second nothing but a page without news was read.
        let (mailbox, other) = (StoreScene.mailbox(1).address, StoreScene.mailbox(2).address)
        let steps: [StoreHistory.Step] = [
            .directory([DirectoryEntry(StoreScene.person(1), isInside: true)]),
            .page(
                StorePage(
                    changes: [.owner([StoreScene.person(6)])],
                    cursor: Cursor("c"),
                    isLast: false,
                    startsRound: false
                ),
                StoreScene.mail(1)
            ),
            .erase(StoreScene.person(5), limit: 9), ClaimScene.row(2, [1, 5, 6, 9], beside: [mailbox, other]),
            .page(StoreScene.page([]), StoreScene.mail(2)),
        ]
        let store = try await make()
        for step in steps + ClaimScene.ends { _ = try await step(store) }
        _ = try await ClaimScene.mail([1, 5, 6, 9], beside: [mailbox])(store)
        let expected = [1, 6, 20].compactMap { ClaimScene.interaction($0)?.id }
        try expect(try await content(store).interactions.map(\.id) == expected, "theirs stays")
        let own = try await ClaimScene.mail([], beside: [other])(store)
        try expect(own.added + own.changed > 0, "and a mailbox's own")
    }

    /// An address that the CRM links to others as well goes where it was the erased person's, and stays elsewhere.
    func linkedAddressOfOthers() async throws {
        let erasure = StoreHistory.Step.erase(StoreScene.person(5), limit: 9)
        let row = ClaimScene.row(2, [5])
        let own = ClaimScene.activity(3, linked: [2])
        let others = ClaimScene.activity(6, as: 3, linked: [4])
        let both = ClaimScene.activity(9, as: 3, linked: [2, 4])
        for steps in [
            [erasure, row, own, others, both], [own, others, both, row, erasure], [own, row, both, erasure, others],
            [others, erasure, own, both, row],
        ] {
            let store = try await make()
            for step in steps + ClaimScene.ends { _ = try await step(store) }
            let left = try await content(store).interactions
            try expect(
                left.map(\.id) == [6, 9].compactMap { ClaimScene.interaction($0)?.id },
                "what was not the person's"
            )
            try expect(left.allSatisfy { $0.participants.count == 2 }, "with everybody")
        }
    }
}

package import Connector
import Interactions

/// The exam that the reading side of every store must pass: the laws of `InteractionReader`, each as a check that
/// throws if it is broken.
package struct ReaderConformance<Store: InteractionStore & InteractionReader>: Conformance {
    let make: @Sendable () async throws -> Store

    /// - Parameter make: an empty store.
    package init(make: @escaping @Sendable () async throws -> Store) {
        self.make = make
    }

    package static var law: [Law] {
        [
            (
                "A former address that the CRM links to one person alone is that one's",
                { try await $0.formerAddresses() }
            ),
            ("The whole is the replay of the increments", { try await $0.replay() }),
            ("What was told is not told again until it changes", { try await $0.quiet() }),
            (
                "What is told of an interaction has one partition, its first conversation's",
                { try await $0.partitions() }
            ),
            ("A change of a row tells again what names its address", { try await $0.rowChanges() }),
            ("What is told is what was stored, in every field", { try await $0.fields() }),
            ("Pages of any size tell the same in the same order", { try await $0.pageSizes() }),
            ("Who it was, the CRM knows better than the address", { try await $0.links() }),
            ("Scoring reads what is told", { try await $0.scoring() }),
            ("Scoring may go on with what changed", { try await $0.scoringOfChanges() }),
            ("A snapshot stays as it was", { try await $0.snapshots() }),
            ("The CRM alone says nothing of what a mailbox said", { try await $0.crmAlone() }),
            ("Addresses are numbered in the order of their texts, both ways", { try await $0.numbers() }),
            ("A domain has its own addresses only", { try await $0.domains() }),
            ("Rows come once each, in the order of their references", { try await $0.rows() }),
            ("A row says whom others connect with it", { try await $0.connections() }),
            ("A row that nothing names is somebody all the same", { try await $0.rowsThatNothingNames() }),
            ("Whoever has an address is found by it", { try await $0.people() }),
            ("Who is read and whether all is read is said", { try await $0.reading() }),
            ("The counts say what is there", { try await $0.counts() }),
            ("What only held mailboxes have is told nobody meanwhile", { try await $0.held() }),
            ("What only some mailboxes have, and what is old, is told apart", { try await $0.shares() }),
        ]
    }

    /// Everything after a position.
    func told(
        _ store: Store,
        after position: ChangePosition = .start,
        limit: Int = 1_000
    ) async throws -> (records: [InteractionRecord], end: ChangePosition) {
        var records: [InteractionRecord] = []
        var end = position
        while true {
            let page = try await store.interactions(after: end, limit: limit)
            guard !page.records.isEmpty else { return (records, end) }
            try expect(page.records.count <= limit, "no more than asked for")
            try expect(page.end > end, "a page leads on")
            records += page.records
            end = page.end
        }
    }

}

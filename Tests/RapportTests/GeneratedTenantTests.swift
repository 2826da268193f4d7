import Connector
import ConnectorTesting
import ExchangeSimulator
import Interactions
import Pipeline
import SQLiteStore
import Testing

/// Organisations that the generator makes; it also says, without looking at folders, what must come out.
@Suite struct GeneratedTenantTests {
    private static let now = 1_795_435_200

    @Test(arguments: [1, 2, 3])
    func `What comes out is what the generator put in`(seed: UInt64) async throws {
        let generator = TenantGenerator(users: 6, seed: seed, itemsPerUser: 150, now: Self.now)
        let (state, truth) = generator.generateWithTruth()
        try await World.with(state) { world in
            let store = try world.store()
            try await world.sync(store, source: world.source(pages: 512))
            let counts = try await store.counts()
            let owners = Set(state.mailboxes.map(\.owner))
            let kinds: Set<SimulatedMessage.Kind> = [
                .note, .signedNote, .sharing, .meetingAccepted, .meetingTentative, .meetingDeclined,
            ]
            #expect(counts.emails == truth.mailCount(in: owners, kinds: kinds))
            let day = 86_400
            let today = Self.now / day * day
            // From the first hour of the first day to the last hour of the last one.
            let window = today - 366 * day..<today + 367 * day
            #expect(counts.meetings == truth.meetingCount(in: owners, overlapping: window))
            #expect(try await world.sync(store) == CommitSummary())
        }
    }

    @Test func `The order in which mailboxes are read changes nothing`() async throws {
        let state = TenantGenerator(users: 5, seed: 9, itemsPerUser: 80, now: Self.now).generate()
        try await World.with(state) { world in
            let forwards = try world.store("forwards")
            _ = try await world.plan(forwards).run(world.mailboxes)
            let backwards = try world.store("backwards")
            for mailbox in world.mailboxes.reversed() { _ = try await world.plan(backwards).run([mailbox]) }
            #expect(try await forwards.content == backwards.content)
        }
    }

    @Test func `A mailbox that is not listed leaves no trace and is not contacted`() async throws {
        let state = TenantGenerator(users: 4, seed: 4, itemsPerUser: 40, now: Self.now).generate()
        try await World.with(state) { world in
            let store = try world.store()
            let listed = Array(world.mailboxes.prefix(1))
            let report = try await world.plan(store, listed: listed).run(world.mailboxes)
            #expect(report.mailboxes.dropFirst().allSatisfy { $0.streams.isEmpty && $0.commits == CommitSummary() })
            #expect(try await store.counts().mailboxes == 1)
        }
    }
}

import Connector
import ConnectorTesting
import ExchangeSimulator
import Foundation
import Interactions
import SQLiteStore
import Testing

/// `Fixtures/tenants/small.json` from wire to store; the numbers are counted by hand in the README beside it.
@Suite struct SmallTenantTests {
    private static func file() throws -> (tenant: TenantState, truth: GroundTruth) {
        try TenantFile(path: Fixture.repositoryPath("Fixtures/tenants/small.json")).build()
    }

    private static func state() throws -> TenantState { try file().tenant }

    @Test func `Every mail and meeting is one interaction, and a second run changes nothing`() async throws {
        try await World.with(try Self.state()) { world in
            let store = try world.store()
            let summary = try await world.sync(store)
            let counts = try await store.counts()
            // 15 shared mails, 2 private ones, an answer to an invitation; 39 shared meetings, 2 private ones.
            #expect(counts.emails == 18)
            #expect(counts.meetings == 41)
            // Meetings change when a guest's calendar was read before the organizer's.
            #expect(summary.added == 59)
            #expect(summary.removed == 0)
            #expect(counts.postponed.isEmpty)
            let before = try await store.interactions(after: .start, limit: 1_000).records
            #expect(try await world.sync(store) == CommitSummary())
            #expect(try await store.interactions(after: .start, limit: 1_000).records == before)
        }
    }

    @Test func `A mail in five folders of three mailboxes is one interaction with five sightings`() async throws {
        try await World.with(try Self.state()) { world in
            let store = try world.store()
            try await world.sync(store)
            let offer = try await store.content.interactions.filter { interaction in
                interaction.occurredAt == Timestamp(iso8601: "2026-11-02T08:00:00Z")
            }
            #expect(offer.count == 1)
            let participants = try #require(offer.first).participants
            #expect(
                participants.map(\.address.text) == [
                    "paula.reyes@adatum.example", "anna.bauer@contoso.example", "ben.okafor@contoso.example",
                    "chloe.moreau@fabrikam.example",
                ]
            )
            #expect(participants.map(\.role) == [.sender, .to, .to, .cc])
            #expect(offer.first?.direction == .inbound)
        }
    }

    @Test func `A series of thirty with an exception is thirty meetings`() async throws {
        let (state, truth) = try Self.file()
        let series = try #require(state.mailboxes.lazy.flatMap(\.events).first { $0.subject == "Jour fixe" })
        let window = state.now - 366 * 86_400..<state.now + 366 * 86_400
        let occurrences = truth.occurrences(in: "anna.bauer@contoso.example", overlapping: window)
            .filter { $0.uid == series.uid }
        #expect(occurrences.count == 30)
        #expect(occurrences.count { $0.isException } == 1)
        try await World.with(state) { world in
            let store = try world.store()
            try await world.sync(store)
            let starts = Set(occurrences.map { Timestamp(microseconds: Int64($0.start) * 1_000_000) })
            let stored = try await store.content.interactions.filter { interaction in
                interaction.flags.contains(.recurring) && starts.contains(interaction.occurredAt)
            }
            #expect(stored.count == 30)
            #expect(Set(stored.map(\.occurredAt)) == starts)
        }
    }

    @Test func `What changes in the mailboxes changes here, and nothing else`() async throws {
        try await World.with(try Self.state()) { world in
            let store = try world.store()
            try await world.sync(store)
            let anna = try #require(world.tenant.snapshot.mailbox(of: "anna.bauer@contoso.example"))

            // A mail moved to another folder, and one read: nothing happened.
            world.tenant.update { state in
                guard let inbox = state[anna].number(of: .inbox), let trash = state[anna].number(of: .deleteditems)
                else {
                    return
                }
                for item in state[anna].items(in: inbox) {
                    state.setRead(true, item, of: anna)
                    _ = state.move(item, of: anna, to: trash)
                }
            }
            #expect(try await world.sync(store) == CommitSummary())

            // Deleted for good: it happened all the same.
            world.tenant.update { state in
                guard let trash = state[anna].number(of: .deleteditems) else { return }
                for item in state[anna].items(in: trash) { state.hardDelete(item, of: anna) }
            }
            #expect(try await world.sync(store).removed == 0)
        }
    }

    @Test func `A cancelled occurrence goes when no calendar holds it any more`() async throws {
        try await World.with(try Self.state()) { world in
            let store = try world.store()
            try await world.sync(store)
            let before = try await store.counts().meetings
            // The first occurrence of the first series of each calendar that holds it.
            let cancelled = world.tenant.update { state -> String? in
                var uid: String?
                for index in state.mailboxes.indices {
                    guard let mailbox = state.mailbox(of: state.mailboxes[index].owner),
                        let calendar = state[mailbox].number(of: .calendar)
                    else { continue }
                    for item in state[mailbox].items(in: calendar) {
                        guard let content = state[mailbox].item(item)?.content else { continue }
                        let event = state[mailbox].events[Int(content)]
                        guard event.recurrence != nil, event.isMeeting, uid == nil || uid == event.uid else { continue }
                        uid = event.uid
                        state.cancelOccurrence(at: event.start, of: item, in: mailbox)
                    }
                }
                return uid
            }
            #expect(cancelled != nil)
            #expect(try await world.sync(store).removed == 1)
            #expect(try await store.counts().meetings == before - 1)
            #expect(try await world.sync(store) == CommitSummary())
        }
    }

    @Test func `Neither subject nor name nor what is private gets into the store`() async throws {
        try await World.with(try Self.state()) { world in
            let store = try world.store()
            try await world.sync(store)
            let bytes = try TemporaryDirectory.bytes(in: "\(world.directory.path)/data")
            for canary in ["Offer for the new plant", "Gehaltsgespr", "Jour fixe", "Okafor, Ben", "Stand-up"] {
                #expect(bytes.range(of: Data(canary.utf8)) == nil, "\(canary)")
            }
            #expect(bytes.range(of: Data("paula.reyes@adatum.example".utf8)) != nil)
            for interaction in try await store.content.interactions where interaction.flags.contains(.private) {
                #expect(interaction.participants.map(\.role) == [.owner])
                #expect(interaction.subject == .none)
                #expect(interaction.externalCount == 0)
            }
        }
    }
}

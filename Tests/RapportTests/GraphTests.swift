import Connector
import ConnectorTesting
import EWS
import ExchangeSimulator
import Interactions
import MicrosoftGraph
import Pipeline
import SQLiteStore
import Testing

/// The same mailboxes through two services.
struct GraphTests {
    @Test func `The program reads mailboxes through Graph, and changes nothing the second time`() async throws {
        let state = TenantGenerator(users: 2, seed: 9, itemsPerUser: 40, now: 1_795_435_200).generate()
        try await World.with(state) { world in
            let configuration = try world.configuration("program") { $0["source"] = "graph" }
            let first = try await RapportProgram.run(["sync", "--config", configuration, "--output", "json"])
            #expect(first.status == 0, "\(first.talk)")
            #expect(try await world.store("program").content.interactions.count > 40)
            let second = try await RapportProgram.run(["sync", "--config", configuration, "--output", "json"])
            #expect(second.status == 0)
            #expect(second.data.hasPrefix("{\"added\":0,\"changed\":0,"))
        }
    }

    /// Five mailboxes with the mail of months each: over 1,000 days of mailboxes with every seed.
    @Test(arguments: Torture.share([UInt64](1...10), every: 10))
    func `Mails and meetings are the same through Exchange Web Services and through Microsoft Graph`(
        seed: UInt64
    ) async throws {
        var state = TenantGenerator(users: 5, seed: seed, itemsPerUser: 60, now: Self.now).generate()
        _ = try Self.addMeetings(to: &state)
        try await World.with(state) { world in
            let expected = try await Self.readThroughEWS(world)
            let (found, _) = try await Self.readThroughGraph(world)
            #expect(expected.values.contains { $0.kind == .email })
            #expect(expected.values.contains { $0.kind == .meeting && $0.flags.contains(.recurring) })
            let days = expected.values.filter {
                $0.flags.contains([.allDay, .recurring]) && $0.durationSeconds == 86_400
            }
            #expect(days.count >= 3 * 300)
            #expect(days.allSatisfy { $0.occurredAt.microseconds.isMultiple(of: 86_400_000_000) })
            #expect(expected.filter { found[$0].map(Self.named) != Self.named($1) }.map(\.value).prefix(1) == [])
            #expect(found.count == expected.count)
            // Nothing new, nothing changes.
            let (again, commits) = try await Self.readThroughGraph(world)
            #expect(commits == CommitSummary())
            #expect(again == found)
        }
    }

    @Test func `What happens to meetings shows up through Graph as it does through EWS`() async throws {
        var state = TenantGenerator(users: 2, seed: 4, itemsPerUser: 40, now: Self.now).generate()
        let meetings = try Self.addMeetings(to: &state)
        try await World.with(state) { world in
            _ = try await Self.readThroughEWS(world)
            let (before, _) = try await Self.readThroughGraph(world)
            world.tenant.update { tenant in
                tenant.now += 3_600
                for (box, items) in meetings {
                    let second = Self.now + 2 * 86_400
                    tenant.editEvent(items[0], of: box) { event in
                        event.exceptions[second] = .init(start: second + 7_200, end: second + 9_000)
                    }
                    tenant.cancelOccurrence(at: Self.now + 3 * 86_400, of: items[0], in: box)
                    tenant.softDelete(items[1], of: box)
                    tenant.cancel(items[2], of: box)
                }
            }
            let (after, commits) = try await Self.readThroughGraph(world)
            #expect(after.mapValues(Self.named) == (try await Self.readThroughEWS(world)).mapValues(Self.named))
            let changed = after.filter { before[$0] != $1 }
            #expect(changed.map { $1.occurredAt.microseconds } == [Int64(Self.now + 2 * 86_400 + 7_200) * 1_000_000])
            #expect(changed.map { $1.durationSeconds } == [1_800])
            #expect(changed.keys.allSatisfy { before[$0] != nil })
            #expect(before.count - after.count == 3)
            #expect(commits.removed == 3)
        }
    }

    /// The time of every test: 2026-11-23T12:00:00Z.
    private static let now = 1_795_435_200

    private static func readThroughEWS(_ world: World) async throws -> [InteractionID: Interaction] {
        let store = try world.store("ews")
        // Graph does not serve archives.
        try await world.sync(store, source: try world.source { $0.archive = .leaveOut })
        return try await interactions(in: store)
    }

    private static func readThroughGraph(
        _ world: World
    ) async throws -> ([InteractionID: Interaction], CommitSummary) {
        let store = try world.store("graph")
        let plan = try world.plan(store, source: try world.graphSource(), sourceName: GraphSource.name)
        let report = try await plan.run(world.mailboxes)
        report.expectComplete()
        return (try await interactions(in: store), report.commits)
    }

    /// Without who got it unnamed: every copy of what came through a list names its own owner, and which of them speaks
    /// is for identifiers to say, which the services give as they like.
    private static func named(_ interaction: Interaction) -> Interaction {
        var named = interaction
        named.participants.removeAll { $0.role == .bcc && $0.isInternal }
        named.internalCount -= interaction.participants.count - named.participants.count
        return named
    }

    private static func interactions(in store: SQLiteInteractionStore) async throws -> [InteractionID: Interaction] {
        Dictionary(uniqueKeysWithValues: try await store.content.interactions.map { ($0.id, $0) })
    }

    /// Five days in a row and two single meetings, all from tomorrow on, and whole days of a year in three zones, in
    /// the calendars of two people.
    private static func addMeetings(
        to state: inout TenantState
    ) throws -> [(box: TenantState.MailboxNumber, items: [ItemNumber])] {
        let boxes = try state.mailboxes.prefix(2).map { try #require(state.mailbox(of: $0.owner)) }
        let people = state.mailboxes.prefix(2).map(\.owner)
        let organizer = state.party(people[0])
        let start = now + 86_400
        var events: [SimulatedEvent] = []
        for number in 0..<3 {
            var event = SimulatedEvent(
                uid: "meeting-\(number)@example.com",
                subject: "Meeting",
                organizer: organizer,
                start: start + number * 3_600,
                end: start + number * 3_600 + 1_800,
                timeZone: "Europe/Berlin",
                created: now - 86_400
            )
            event.attendees = [
                .init(state.party(people[1]), response: .accept),
                .init(state.party("kim@adatum.example", name: "Kim"), role: .optional),
            ]
            events.append(event)
        }
        events[0].recurrence = RecurrenceRule(
            pattern: .daily(interval: 1),
            start: CivilDay(number: start / 86_400),
            end: .count(5)
        )
        // Midnights of 2026-11-24.
        for (zone, midnight) in [("Europe/Berlin", 11), ("America/New_York", 17), ("Pacific/Auckland", -1)] {
            var event = events[1]
            event.uid = "days-\(midnight)@example.com"
            event.isAllDay = true
            event.start = now + midnight * 3_600
            event.end = event.start + 86_400
            event.timeZone = zone
            event.recurrence = RecurrenceRule(
                pattern: .daily(interval: 1),
                start: CivilDay(number: start / 86_400),
                end: .count(360)
            )
            events.append(event)
        }
        return try boxes.enumerated().map { index, box in
            let calendar = try #require(state[box].number(of: .calendar))
            let items = events.map { event in
                var copy = event
                copy.myResponse = index == 0 ? .organizer : .accept
                return state.add(copy, to: calendar, of: box)
            }
            return (box, items)
        }
    }
}

import AuditLog
import Connector
import ConnectorTesting
import DataFiles
import Eligibility
import Engine
import ExchangeSimulator
import Foundation
import Interactions
import Pipeline
import SQLiteStore
import Settings
import Synchronization
import Testing

/// Runs at chosen instants, from day 0 to a year later, against a real server.
struct VirtualClockTests {
    /// The machine's clock, as far as rapport can see.
    private final class Clock: Sendable {
        private let time: Mutex<Timestamp>

        init(_ start: Timestamp) { time = Mutex(start) }

        var now: Timestamp { time.withLock { $0 } }
        func set(_ instant: Timestamp) { time.withLock { $0 = instant } }
    }

    private static let enabled = "2026-11-01T00:00:00Z"
    private static let day: Int64 = 86_400

    private static func after(_ seconds: Int64) throws -> Timestamp {
        try #require(Timestamp(iso8601: enabled)).advanced(by: .seconds(seconds))
    }

    private static func state() throws -> TenantState {
        try TenantFile(path: Fixture.repositoryPath("Fixtures/tenants/small.json")).build().tenant
    }

    /// Enabled by the first mailbox's owner; no consent yet.
    private static func configuration(_ world: World) async throws -> RapportSettings {
        let administrator = world.mailboxes[0].address.text
        let path = try world.configuration("clock") { settings in
            settings["lifeCycle"] = [
                "premiumFeatures": enabled, "enabled": enabled, "roles": ["Salesperson"],
                "administrator": administrator,
            ]
        }
        return try await RapportSettings.load(path, environment: [:])
    }

    private static func sync(_ configuration: RapportSettings, _ clock: Clock) async throws -> RunReport {
        var request = Engine.SyncRequest()
        // No service agrees with a clock that the test sets.
        request.acceptsClock = true
        return try await Engine(configuration, clock: { clock.now }).sync(request)
    }

    /// Kinds of the records that are new since `count`.
    private static func records(_ configuration: RapportSettings, after count: Int) throws -> [String] {
        let key = try KeyFile.load(in: configuration.dataDirectory)
        var kinds: [String] = []
        try SignedLog(.init(directory: configuration.dataDirectory), key: key).read { kinds.append($0.kind) }
        return Array(kinds.dropFirst(count))
    }

    @Test func `A second before day 14 nothing changes, and on it both parts go off, with one record each`()
        async throws
    {
        try await World.with(try Self.state(), mailboxes: 2) { world in
            let configuration = try await Self.configuration(world)
            let clock = Clock(try Self.after(Self.day))
            _ = try await Self.sync(configuration, clock)
            let first = try Self.records(configuration, after: 0)
            // What the configuration declares is taken over first.
            #expect(first == ["event", "event", "event", "tenant", "decision", "decision"])
            clock.set(try Self.after(14 * Self.day - 1))
            var report = try await Self.sync(configuration, clock)
            #expect(try Self.records(configuration, after: 6) == [])
            let eligibility = try await Engine(configuration, clock: { clock.now }).eligibility()
            let before = try eligibility.decideTenant()
            #expect(before.features == [.relationshipAnalytics: .crm, .whoKnowsWhom: .crm])
            #expect(try eligibility.tenant().lifeCycle.banner?.notice == .pending(until: try Self.after(14 * Self.day)))

            clock.set(try Self.after(14 * Self.day))
            report = try await Self.sync(configuration, clock)
            #expect(report.mailboxes.allSatisfy { if case .refused = $0.end { true } else { false } })
            #expect(try Self.records(configuration, after: 6) == ["tenant", "decision", "decision"])
            let state = try eligibility.tenant().lifeCycle
            #expect(state.exchange == .autoDisabled(at: try Self.after(14 * Self.day)))
            #expect(state[.whoKnowsWhom] == .autoDisabled(at: try Self.after(14 * Self.day)))
            #expect(try eligibility.decideTenant().features[.relationshipAnalytics] == .crm)
            #expect(state.banner?.notice == .switchedOff(at: try Self.after(14 * Self.day)))
            // The clock goes back; what was recorded does not.
            clock.set(try Self.after(Self.day))
            _ = try await Self.sync(configuration, clock)
            #expect(try Self.records(configuration, after: 9) == [])
            #expect(world.requests == 0)
        }
    }

    @Test func `A consent that is withdrawn after a year purges everything, in the same run`() async throws {
        try await World.with(try Self.state(), mailboxes: 2) { world in
            let configuration = try await Self.configuration(world)
            let administrator = world.mailboxes[0].address
            let clock = Clock(try Self.after(Self.day))
            let engine = Engine(configuration, clock: { clock.now })
            try await engine.record(.consentGranted, by: administrator, acceptsClock: true)
            #expect(try await Self.sync(configuration, clock).commits.added > 0)
            clock.set(try Self.after(366 * Self.day))
            #expect(
                try await engine.record(
                    .consentWithdrawn,
                    by: administrator,
                    confirmed: engine.plan(.consentWithdrawn).confirmed([.removal]),
                    acceptsClock: true
                ).state.exchange.isOn == false
            )
            let requests = world.requests
            let report = try await Self.sync(configuration, clock)
            #expect(report.purges.map(\.mailbox) == world.mailboxes.sorted())
            #expect(world.requests == requests)
            let store = try world.store("clock")
            #expect(try await store.counts().emails == 0)
            #expect(try await store.counts().meetings == 0)
            #expect(try await store.counts().removed > 0)
            let records = try Self.records(configuration, after: 0).suffix(5)
            #expect(records == ["tenant", "decision", "decision", "purge", "purge"])
        }
    }

    @Test func `A mailbox that moved from EUR to FRA is purged by the next run, and the others' stay`() async throws {
        try await World.with(try Self.state(), mailboxes: 3) { world in
            let configuration = try await Self.configuration(world)
            let administrator = world.mailboxes[0].address
            let clock = Clock(try Self.after(Self.day))
            try await Engine(configuration, clock: { clock.now }).record(
                .consentGranted,
                by: administrator,
                acceptsClock: true
            )
            _ = try await Self.sync(configuration, clock)
            var moved = EligibleSettings.user(world.mailboxes[1].address.text)
            moved["location"] = "FRA"
            let others = [0, 2].map { EligibleSettings.user(world.mailboxes[$0].address.text) }
            let users = try JSONSerialization.data(withJSONObject: ["users": others + [moved]])
            try users.write(to: URL(filePath: try #require(configuration.eligibility.directoryFile).path))

            let report = try await Self.sync(configuration, clock)
            #expect(report.purges.map(\.mailbox) == [world.mailboxes[1]])
            #expect(report.purges.first?.reasons.map(\.code) == [.regionSpecificDatacenter])
            let expected = try world.store("expected")
            _ = try await world.plan(expected).run([world.mailboxes[0], world.mailboxes[2]])
            let store = try world.store("clock")
            let content = try await store.content.interactions
            #expect(
                content.map(\.occurredAt).sorted()
                    == (try await expected.content.interactions.map(\.occurredAt).sorted())
            )
            #expect(!content.isEmpty)
        }
    }
}

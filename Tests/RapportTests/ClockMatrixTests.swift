import ConnectorTesting
import Eligibility
import ExchangeSimulator
import Foundation
import Interactions
import SQLiteStore
import Settings
import Testing

@testable import Engine

/// A clock that is wrong for one command and right for the next: nothing is lost, or the command refused and said so.
struct ClockMatrixTests {
    enum Command: String, CaseIterable {
        case sync, roles, enable, consent, erase
    }

    /// Who finds out that the clock is wrong.
    enum Way: CaseIterable {
        /// The services, which answer.
        case contradicted
        /// Nobody: `--accept-clock` was given, and an administrator sets it right.
        case accepted
    }

    static let day: Int64 = 86_400
    static let offsets = {
        let all = [3_600, 2 * day, 30 * day, -3_600, 3 * 365 * day, 100 * 365 * day, -365 * day]
        return Torture.share(all, every: 7)
    }()

    /// By the services' clock, and by the machine's when it is right.
    private static let seconds = Int(Date().timeIntervalSince1970)
    private static let now = Timestamp(microseconds: Int64(seconds) * 1_000_000)

    @Test(arguments: Command.allCases)
    func `What a wrong clock did is as if it had not been, or was refused`(command: Command) async throws {
        let state = TenantGenerator(users: 2, seed: 5, itemsPerUser: 16, now: Self.seconds).generate()
        try await World.with(state) { world in
            let clocks = Clocks(world: world, command: command)
            let base = try await clocks.settings("base")
            try await clocks.prepare(base)
            let with = try await clocks.reference("with", copying: base, isDone: true)
            let without = try await clocks.reference("without", copying: base, isDone: false)
            // Of two colleagues who write to each other, an erasure leaves nothing.
            #expect(!without.interactions.isEmpty || command == .enable || command == .consent)
            for (index, offset) in Self.offsets.enumerated() {
                for way in Way.allCases {
                    let settings = try await clocks.settings("\(index)-\(way)", copying: base)
                    let isRefused = try await clocks.act(settings, at: offset, way)
                    if way == .accepted {
                        let correction = try await clocks.engine(settings).correctClock(by: clocks.administrator)
                        #expect(correction.now == Self.now)
                    }
                    _ = try await clocks.engine(settings).sync()
                    let content = try await clocks.content(settings)
                    #expect(content == (isRefused ? without : with), "\(command) \(offset) \(way)")
                    #expect(try clocks.engine(settings).verifyLog() != nil)
                    // Time goes on from the right clock.
                    let later = try await clocks.engine(settings, at: 2 * 3_600).eligibility().now()
                    #expect(later == Self.now.advanced(by: .seconds(2 * 3_600)), "\(command) \(offset) \(way)")
                    guard isRefused else { continue }
                    #expect(way == .contradicted)
                    #expect(try await !clocks.act(settings, at: 0, way))
                    _ = try await clocks.engine(settings).sync()
                    #expect(try await clocks.content(settings) == with)
                }
            }
        }
    }

    /// One installation after the other, each with its own machine's clock.
    private struct Clocks {
        let world: World
        let command: Command

        var administrator: EmailAddress { world.mailboxes[0].address }

        func engine(_ settings: RapportSettings, at offset: Int64 = 0) -> Engine {
            Engine(settings, clock: { ClockMatrixTests.now.advanced(by: .seconds(offset)) })
        }

        func settings(_ name: String, copying other: RapportSettings? = nil) async throws -> RapportSettings {
            let path = try world.configuration(name) { settings in
                settings["lifeCycle"] = nil
                settings["retentionDays"] = 200
            }
            let settings = try await RapportSettings.load(path, environment: [:])
            if let other {
                try FileManager.default.copyItem(atPath: other.dataDirectory, toPath: settings.dataDirectory)
            }
            return settings
        }

        /// Everything up to the command, by a clock that is right.
        func prepare(_ settings: RapportSettings) async throws {
            let engine = engine(settings)
            var events: [LifeCycleEvent.Kind] = [.premiumFeaturesInstalled, .enabled, .rolesSelected(["Salesperson"])]
            events.append(.consentGranted)
            if command == .consent { events.append(.consentWithdrawn) }
            if command == .enable { events.append(.disabled) }
            for event in events { try await engine.record(event, by: administrator) }
            _ = try await engine.sync()
        }

        func reference(_ name: String, copying base: RapportSettings, isDone: Bool) async throws -> StoreContent {
            let settings = try await settings(name, copying: base)
            if isDone { #expect(try await !act(settings, at: 0, .contradicted)) }
            _ = try await engine(settings).sync()
            return try await content(settings)
        }

        func content(_ settings: RapportSettings) async throws -> StoreContent {
            try await engine(settings).installation.store().content
        }

        /// Whether it was refused.
        func act(_ settings: RapportSettings, at offset: Int64, _ way: Way) async throws -> Bool {
            let engine = engine(settings, at: offset)
            let accepts = way == .accepted
            do {
                switch command {
                case .sync:
                    var request = Engine.SyncRequest()
                    request.acceptsClock = accepts
                    _ = try await engine.sync(request)
                case .roles:
                    let roles = LifeCycleEvent.Kind.rolesSelected(["Salesperson", "System Administrator"])
                    try await engine.record(roles, by: administrator, acceptsClock: accepts)
                case .enable: try await engine.record(.enabled, by: administrator, acceptsClock: accepts)
                case .consent: try await engine.record(.consentGranted, by: administrator, acceptsClock: accepts)
                case .erase:
                    let plan = try await engine.plan(erasing: .smtp(world.mailboxes[1].address))
                    let confirmed = try #require(plan.confirmed([.removal, .colleague]))
                    _ = try await engine.remove(confirmed, acceptsClock: accepts)
                }
                return false
            } catch let error as EngineError {
                #expect(error.code == .unprovenTime)
                #expect(error.message.contains("A service says \(ClockMatrixTests.now.iso8601.prefix(4))"))
                #expect(error.message.contains(engine.clock().iso8601))
                return true
            }
        }
    }
}

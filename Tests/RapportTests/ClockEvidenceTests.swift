import Eligibility
import Engine
import ExchangeSimulator
import Foundation
import Interactions
import Settings
import Testing

/// A clock that is wrong when something is recorded for the first time.
struct ClockEvidenceTests {
    private static let day: Int64 = 86_400

    @Test(arguments: [2, 30, 3 * 365, 100 * 365, -365] as [Int64])
    func `The first record contradicts no service, and a clock that was set right begins as if nothing had been`(
        days: Int64
    ) async throws {
        let state = TenantGenerator(users: 1, seed: 3, itemsPerUser: 1, now: 1_795_435_200).generate()
        try await World.with(state) { world in
            let settings = try await Self.settings(world)
            let administrator = world.mailboxes[0].address
            let wrong = Engine(settings) { Timestamp.now.advanced(by: .seconds(days * Self.day)) }
            let error = await #expect(throws: EngineError.self) {
                try await wrong.record(.premiumFeaturesInstalled, by: administrator)
            }
            #expect(error?.code == .unprovenTime)
            #expect(error?.message.contains("nothing is recorded yet") == true)
            let right = Engine(settings)
            #expect(try await right.record(.premiumFeaturesInstalled, by: administrator).already == nil)
            #expect(try right.verifyLog()?.records == 1)
        }
    }

    @Test func `A clock that is an hour off is believed, and so is one that nobody can contradict`() async throws {
        let state = TenantGenerator(users: 1, seed: 3, itemsPerUser: 1, now: 1_795_435_200).generate()
        try await World.with(state) { world in
            let administrator = world.mailboxes[0].address
            let hour = Engine(try await Self.settings(world)) { Timestamp.now.advanced(by: .seconds(3_600)) }
            #expect(try await hour.record(.premiumFeaturesInstalled, by: administrator).already == nil)
            let alone = Engine(
                try await Self.settings(world, "alone") { $0["ews"] = ["url": "https://127.0.0.1:1/EWS/Exchange.asmx"] }
            ) { Timestamp.now.advanced(by: .seconds(30 * Self.day)) }
            #expect(try await alone.record(.premiumFeaturesInstalled, by: administrator).already == nil)
        }
    }

    private static func settings(
        _ world: World,
        _ name: String = "clock",
        change: (inout [String: Any]) -> Void = { _ in }
    ) async throws -> RapportSettings {
        let path = try world.configuration(name) { settings in
            settings["lifeCycle"] = nil
            change(&settings)
        }
        return try await RapportSettings.load(path, environment: [:])
    }
}

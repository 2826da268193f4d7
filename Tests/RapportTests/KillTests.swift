import ConnectorTesting
import ExchangeSimulator
import Foundation
import SQLiteStore
import Testing

/// The real program over TLS, killed by the kernel while it works.
@Suite(.timeLimit(.minutes(60))) struct KillTests {
    @Test(arguments: Torture.tenants)
    func `Killed again and again at random requests, it ends where an undisturbed run does`(seed: UInt64) async throws {
        let state = TenantGenerator(users: 2, seed: seed, itemsPerUser: 60, now: Int(Date().timeIntervalSince1970))
            .generate()
        try await World.with(state, mailboxes: 3, configure: { $0.validatesRequests = false }) { world in
            let undisturbed = try world.configuration("undisturbed")
            let before = world.requests
            #expect(try await RapportProgram.run(["sync", "--config", undisturbed]).status == 0)
            let needed = world.requests - before

            // The same key, so that the identifiers can be compared.
            let killed = try world.configuration("killed")
            let directory = "\(world.directory.path)/killed"
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                atPath: "\(world.directory.path)/undisturbed/identity.key",
                toPath: "\(directory)/identity.key"
            )
            var random = SplitMix64(seed: seed)
            var kills = 0
            for _ in 0..<8 {
                let target = world.requests + Int.random(in: 1...needed / 5, using: &random)
                if try await RapportProgram.kill(["sync", "--config", killed], when: { world.requests >= target }) {
                    kills += 1
                }
            }
            #expect(kills >= 4, "\(Torture.again)")
            #expect(try await RapportProgram.run(["sync", "--config", killed]).status == 0)
            let expected = try await world.store("undisturbed").content
            #expect(try await world.store("killed").content == expected, "\(Torture.again)")
            #expect(expected.interactions.count > 50)

            let again = try await RapportProgram.run(["sync", "--config", killed, "--output", "json"])
            #expect(again.data.hasPrefix("{\"added\":0,\"changed\":0,"))
        }
    }
}

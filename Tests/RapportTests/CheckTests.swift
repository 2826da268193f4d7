import ConnectorTesting
import ExchangeSimulator
import Foundation
import Testing

/// `rapport check`, as administrators run it.
struct CheckTests {
    @Test func `The keys of connections are written nowhere, whatever the environment says`() async throws {
        let state = TenantGenerator(users: 1, seed: 3, itemsPerUser: 1, now: 1_795_435_200).generate()
        try await World.with(state) { world in
            let keys = world.directory.path + "/keys"
            let outcome = try await RapportProgram.run(
                ["check", "--config", try world.configuration("keys")],
                environment: ["SSLKEYLOGFILE": keys]
            )
            #expect(outcome.status == 0, "\(outcome.talk)")
            #expect(!FileManager.default.fileExists(atPath: keys))
        }
    }

    @Test func `Through Graph it gets a token and asks every mailbox`() async throws {
        let state = TenantGenerator(users: 2, seed: 4, itemsPerUser: 5, now: 1_795_435_200).generate()
        try await World.with(state) { world in
            let configuration = try world.configuration("check", hasCRM: true) { $0["source"] = "graph" }
            let outcome = try await RapportProgram.run(["check", "--config", configuration, "--output", "json"])
            #expect(outcome.status == 0, "\(outcome.talk)")
            #expect(outcome.data.contains(#""mailbox":"(CRM)""#))
            #expect(outcome.talk.contains("configuration: fine\n"))
            #expect(outcome.talk.contains("token: fine\n"))
            #expect(outcome.data.contains(#""result":"fine""#))
        }
    }

    @Test func `A wrong secret is told as such, with its number, before any mailbox is asked`() async throws {
        let state = TenantGenerator(users: 2, seed: 4, itemsPerUser: 5, now: 1_795_435_200).generate()
        try await World.with(state) { world in
            let configuration = try world.configuration("check") { $0["source"] = "graph" }
            let outcome = try await RapportProgram.run(
                ["check", "--config", configuration],
                environment: ["RAPPORT_APPLICATION_SECRET": "canary"]
            )
            #expect(outcome.status == 77)
            #expect(outcome.talk.contains("The client secret is wrong. Give its value, not its ID."))
            #expect(outcome.talk.contains("AADSTS7000215"))
            #expect(!outcome.talk.contains("canary"))
            #expect(outcome.data.isEmpty)
        }
    }
}

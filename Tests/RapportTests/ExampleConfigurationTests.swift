import ConnectorTesting
import ExchangeSimulator
import Foundation
import Testing

/// `config.example.json` and the files that it names: an organisation with Exchange alone, and its CRM in a file.
struct ExampleConfigurationTests {
    @Test func `It runs as it stands, once the environment says where the server is, and gives scores`() async throws {
        let state = try TenantFile(path: Fixture.repositoryPath("Fixtures/tenants/small.json")).build().tenant
        try await World.with(state) { world in
            let server = try world.configuration("server")
            let environment = try variables(server, world)
            func run(_ arguments: [String]) async throws -> RapportProgram.Outcome {
                let file = ["--config", Fixture.repositoryPath("config.example.json")]
                return try await RapportProgram.run(arguments + file, environment: environment)
            }
            let check = try await run(["config", "check"])
            #expect(check.status == 0, "\(check.data)")
            let shown = try await run(["config", "show", "--given"])
            #expect(shown.data.contains("RAPPORT_EWS_URL"))
            #expect(shown.data.contains("(withheld)"))
            let before = try await run(["scores"])
            #expect(before.status != 0 || before.data.isEmpty || !before.talk.isEmpty)
            let sync = try await run(["sync"])
            #expect(sync.status == 0, "\(sync.talk)")
            let scores = try await run(["scores", "--output", "ndjson"])
            #expect(scores.status == 0, "\(scores.talk)")
            #expect(scores.data.contains("\"name\":\"Paula Reyes\""))
            #expect(scores.data.contains("\"basis\":\"exchange\""))
            // Nothing in the file changed, so nothing in the store does.
            let again = try await run(["sync", "--output", "json"])
            #expect(again.status == 0, "\(again.talk)")
        }
    }

    @Test func `Without a CRM, empty scores say so and what to do`() async throws {
        let state = TenantGenerator(users: 1, seed: 3, itemsPerUser: 5, now: 1_795_435_200).generate()
        try await World.with(state) { world in
            let configuration = try world.configuration("no-crm")
            #expect(try await RapportProgram.run(["sync", "--config", configuration]).status == 0)
            for command in ["scores", "attention"] {
                let outcome = try await RapportProgram.run([command, "--config", configuration])
                #expect(outcome.status == 0)
                #expect(outcome.talk.contains("the configuration names no CRM. Name Dataverse under 'dataverse.url'"))
            }
        }
    }

    /// What of a simulated server's configuration takes the place of the example's, as variables.
    private func variables(_ server: String, _ world: World) throws -> [String: String] {
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: server)))
        let ews = try #require((object as? [String: Any])?["ews"] as? [String: String])
        let password = try String(contentsOfFile: try #require(ews["passwordFile"]), encoding: .utf8)
        return [
            "RAPPORT_EWS_URL": try #require(ews["url"]), "RAPPORT_EWS_USER": try #require(ews["user"]),
            "RAPPORT_EWS_PASSWORD": password, "RAPPORT_EWS_CA_FILE": try #require(ews["caFile"]),
            "RAPPORT_DATA_DIRECTORY": "\(world.directory.path)/example-data", "RAPPORT_RETENTION_DAYS": "36600",
        ]
    }
}

import ConnectorTesting
import ExchangeSimulator
import Foundation
import Interactions
import Testing

/// `rapport init`, and every command that it says to type next.
struct InitTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private var path: String { directory.path + "/rapport.json" }

    @Test(arguments: [
        ("ews", ["--server", "--user", "--domain", "--administrator", "--mailbox"]),
        ("graph", ["--tenant-id", "--client-id", "--location", "--domain", "--administrator", "--mailbox"]),
    ])
    func `Where nobody can be asked, everything that is missing is named at once, as it is typed`(
        kind: String,
        options: [String]
    )
        async throws
    {
        let outcome = try await RapportProgram.run(["init", kind, "--config", path])
        #expect(outcome.status == 64)
        #expect(outcome.talk.hasSuffix(" with your own values, or run this on a terminal, which asks.\n"))
        let words = outcome.talk.split(separator: " ").map(String.init)
        #expect(words.filter { $0.hasPrefix("--") } == options)
        // Each with an example of its value.
        for place in words.indices where options.contains(words[place]) { #expect(!words[place + 1].hasPrefix("-")) }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test func `Nothing is overwritten, and nothing is made that could not be used`() async throws {
        let arguments = [
            "init", "ews", "--config", path, "--server", "https://mail.contoso.example/EWS/Exchange.asmx", "--user",
            "u",
            "--domain", "contoso.example", "--administrator", "admin@contoso.example", "--mailbox",
            "ann@contoso.example",
        ]
        let wrong = try await RapportProgram.run(arguments.map { $0 == "contoso.example" ? "contoso" : $0 })
        #expect(wrong.status == 78)
        #expect(wrong.talk.contains("'internalDomains' must be a list of domains"))
        #expect(!FileManager.default.fileExists(atPath: path))
        let users = try directory.write("email\nann@contoso.example\n", to: "users.csv")
        let outcome = try await RapportProgram.run(arguments)
        #expect(outcome.status == 0 && outcome.talk.contains("Kept '\(users)', which was there"))
        #expect(try String(contentsOfFile: users, encoding: .utf8) == "email\nann@contoso.example\n")
        let made = try Data(contentsOf: URL(filePath: path))
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        let again = try await RapportProgram.run(arguments)
        #expect(again.status == 73)
        #expect(again.talk.contains("is there already, and is not overwritten."))
        #expect(try Data(contentsOf: URL(filePath: path)) == made)
    }

    @Test(arguments: ["ews", "graph"])
    func `Every command that comes next works as it is printed`(kind: String) async throws {
        let state = TenantGenerator(users: 2, seed: 6, itemsPerUser: 10, now: 1_795_435_200).generate()
        try await World.with(state) { world in
            let server = try Self.object(at: try world.configuration("server"))
            let ews = try #require(server["ews"] as? [String: String])
            let application = try #require(server["application"] as? [String: String])
            let graph = try #require(server["graph"] as? [String: String])
            var arguments = ["init", kind, "--config", path]
            for mailbox in world.mailboxes { arguments += ["--mailbox", mailbox.address.text] }
            for domain in world.domains { arguments += ["--domain", domain] }
            arguments += ["--administrator", try #require(world.mailboxes.first).address.text]
            var environment = ["RAPPORT_RETENTION_DAYS": "36600"]
            var secretFile = try #require(ews["passwordFile"])
            if kind == "ews" {
                arguments += [
                    "--server", try #require(ews["url"]), "--user", try #require(ews["user"]), "--ca-file",
                    try #require(ews["caFile"]),
                ]
            } else {
                secretFile = try #require(application["secretFile"])
                arguments += [
                    "--tenant-id", try #require(application["tenantID"]), "--client-id",
                    try #require(application["clientID"]), "--location", "EUR",
                ]
                environment["RAPPORT_APPLICATION_LOGIN"] = application["login"]
                environment["RAPPORT_APPLICATION_CA_FILE"] = application["caFile"]
                environment["RAPPORT_GRAPH_URL"] = graph["url"]
            }
            let made = try await RapportProgram.run(arguments)
            #expect(made.status == 0, "\(made.talk)")
            let steps = made.data.split(separator: "\n").map { $0.drop { $0 == " " } }
            #expect(steps.first?.hasPrefix("install -m 600 /dev/stdin '\(directory.path)/") == true)
            let secret = try String(contentsOfFile: secretFile, encoding: .utf8)
            _ = try directory.write(secret, to: kind == "ews" ? "password" : "secret")
            let commands = steps.filter { $0.hasPrefix("rapport ") }
            #expect(commands.last?.hasPrefix("rapport sync") == true)
            for command in commands {
                let words = Self.words(command.dropFirst("rapport ".count))
                let outcome = try await RapportProgram.run(words, environment: environment)
                // Nobody may be read before enable and consent, which is what check says.
                #expect(outcome.status == (words[0] == "check" ? 3 : 0), "\(command): \(outcome.talk)\(outcome.data)")
            }
            let status = try await RapportProgram.run(
                ["status", "--config", path, "--output", "json"],
                environment: environment
            )
            // Graph says which mailboxes are rooms and shared ones; the file that was made says nothing of that.
            let people = state.directory.users.filter { $0.kind == .user }.map(\.address)
            let admitted = world.mailboxes.count { kind == "ews" || people.contains($0.address.text) }
            #expect(status.data.contains(#""admitted":\#(admitted),"#), "\(status.data)")
        }
    }

    private static func object(at path: String) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: path)))
        return try #require(object as? [String: Any])
    }

    /// Words as a shell takes them apart, with single quotes.
    private static func words(_ command: Substring) -> [String] {
        command.split(separator: "'", omittingEmptySubsequences: false).enumerated().flatMap { index, part in
            index.isMultiple(of: 2) ? part.split(separator: " ").map(String.init) : [String(part)]
        }
    }
}

import Testing

@Suite struct `Help` {
    private static let commands = [
        "init", "config", "directory", "demo", "check", "sync", "serve", "status", "export", "feed", "publish",
        "scores",
        "attention",
        "pipeline",
        "health", "introductions", "mcp",
        "eligibility",
        "why",
        "premium", "enable", "disable", "roles", "consent", "exchange", "options", "person", "opt-out", "purge",
        "erase", "audit", "backup", "restore", "rebuild",
    ]

    @Test func `names the commands`() async throws {
        let outcome = try await RapportProgram.run(["--help"])
        #expect(outcome.status == 0)
        #expect(outcome.talk == "")
        let lines = outcome.data.split(separator: "\n")
        let named = lines.compactMap { $0.split(separator: " ").first }.map(String.init)
        #expect(named.filter(Self.commands.contains) == Self.commands)
    }

    @Test("explains each command", arguments: commands)
    func explains(command: String) async throws {
        let outcome = try await RapportProgram.run([command, "--help"])
        #expect(outcome.status == 0)
        #expect(outcome.talk == "")
        #expect(outcome.data.hasPrefix("OVERVIEW: "))
        #expect(outcome.data.contains("USAGE: rapport \(command)"))
        #expect(try await RapportProgram.run(["help", command]).data == outcome.data)
    }

    @Test func `is not needed for the version`() async throws {
        let outcome = try await RapportProgram.run(["--version"])
        #expect(outcome.status == 0)
        #expect(outcome.data == "0.2.0\n")
    }
}

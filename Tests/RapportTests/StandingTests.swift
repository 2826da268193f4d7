import ConnectorTesting
import ExchangeSimulator
import Foundation
import Interactions
import Testing

/// What `rapport` alone says, and what it says of words that it does not know.
struct StandingTests {
    private static func standing(_ config: String) async throws -> String {
        let outcome = try await RapportProgram.run(["--config", config])
        #expect(outcome.status == 0 && outcome.talk.isEmpty, "\(outcome.talk)")
        #expect(outcome.data.hasSuffix("'rapport --help' lists all commands.\n"))
        return outcome.data
    }

    @Test func `Without a configuration, or with a wrong one, it says how to get there`() async throws {
        let directory = try TemporaryDirectory()
        let path = directory.path + "/rapport.json"
        let nothing = try await Self.standing(path)
        #expect(nothing.contains("There is no configuration '\(path)' yet."))
        #expect(nothing.contains("rapport init graph\n") && nothing.contains("rapport demo\n"))
        _ = try directory.write("{", to: "rapport.json")
        let wrong = try await Self.standing(path)
        #expect(wrong.contains("has 1 mistake.") && wrong.contains("rapport config check --config '\(path)'"))
    }

    @Test func `It leads step by step to scores`() async throws {
        let tenant = TenantGenerator(users: 3, seed: 3, itemsPerUser: 10, now: 1_795_435_200).generate()
        try await World.with(tenant) { world in
            var cycle: [String: Any] = [:]
            func standing() async throws -> String {
                try await Self.standing(world.configuration("data") { $0["lifeCycle"] = cycle })
            }
            let administrator = world.mailboxes[0].address.text
            let old = "2026-01-01T00:00:00Z"
            cycle["administrator"] = administrator
            #expect(try await standing().contains("rapport premium install --as ADDRESS --config '"))
            cycle["premiumFeatures"] = old
            #expect(try await standing().contains("rapport enable --as"))
            cycle["enabled"] = "2026-11-29T00:00:00Z"
            #expect(try await standing().contains("rapport roles select ROLE"))
            cycle["roles"] = ["Salesperson"]
            #expect(try await standing().contains("rapport consent grant"))
            cycle["consent"] = "2026-11-29T00:00:00Z"
            cycle["consentBy"] = administrator
            #expect(try await standing().contains("nothing was read yet"))
            let config = try world.configuration("data")
            let owner = world.mailboxes[1].address.text
            world.use(
                FaultPlan([.init(.failing(code: "ErrorNonExistentMailbox"), mailbox: .one(owner), count: .max / 2)])
            )
            _ = try await RapportProgram.run(["sync", "--config", config])
            #expect(try await Self.standing(config).contains("1 could not be read, or not whole"))
            world.use(FaultPlan())
            _ = try await RapportProgram.run(["sync", "--config", config])
            #expect(try await Self.standing(config).contains("interactions are stored, and everybody was read."))
        }
    }

    @Test(arguments: [
        (["scroes"], "'scroes' is no command of 'rapport'. Did you mean 'scores'?"),
        (["score"], "Did you mean 'scores'?"), (["--config", "x.json", "scroes"], "Did you mean 'scores'?"),
        (["scroes", "--config", "x.json"], "Did you mean 'scores'?"),
        (["--config=x.json", "satus", "--output", "json"], "Did you mean 'status'?"),
        (["audit", "verfy"], "'verfy' is no command of 'rapport audit'. Did you mean 'verify'?"),
        (["config", "chek", "--config", "x"], "Did you mean 'check'?"),
        (["feed", "lits"], "'lits' is no command of 'rapport feed'. Did you mean 'list'?"),
        (["feed", "help"], "'help' is no command of 'rapport feed'."),
        (
            ["feed", "--config", "x", "forgt"],
            "Did you mean 'forget'? For a consumer of this name: rapport feed deliver"
        ),
        (["feed", "delivr", "--config", "x"], "Did you mean 'deliver'?"),
        (["frobnicate"], "'rapport --help' lists all of them."),
        (["scores", "--onwer", "x"], "'--onwer' is no option of 'rapport scores'. Did you mean '--owner'?"),
        (["scores", "--onwer=x"], "Did you mean '--owner'?"), (["sync", "--mailbx", "a@b.example"], "'--mailbox'?"),
        (["--config", "x", "health", "Zoe", "--explian"], "Did you mean '--explain'?"),
        (["consent", "grant", "--ass", "a@b.example"], "Did you mean '--as'?"),
        (
            ["consent", "--config", "x"],
            "'rapport consent' lacks its command, which comes before its options: 'rapport consent grant',"
        ),
        (["init", "--domain", "contoso.example"], "'rapport init ews', 'rapport init graph'."),
        (["feed", "--config", "x"], "Missing expected argument '<consumer>'"),
        (["status", "--fail-if-older", "often"], "It must be a number and s, m, h or d, such as 15m or 2h."),
    ])
    func `A misspelled or missing command, option or value is named, with what was meant`(
        arguments: [String],
        message: String
    )
        async throws
    {
        let outcome = try await RapportProgram.run(arguments)
        #expect(outcome.status == 64)
        #expect(outcome.data.isEmpty)
        #expect(outcome.talk.contains(message), "\(outcome.talk)")
        #expect(outcome.talk.contains("Usage: rapport"), "\(outcome.talk)")
    }

    @Test func `The configuration may be named before the command`() async throws {
        let directory = try TemporaryDirectory()
        let path = try directory.write("{", to: "rapport.json")
        let before = try await RapportProgram.run(["--config", path, "config", "check"])
        let after = try await RapportProgram.run(["config", "check", "--config", path])
        #expect(before.status == 78 && before.data == after.data && !after.data.isEmpty)
    }

    @Test func `States are words, as the help lists them`() async throws {
        let help = try await RapportProgram.run(["help", "scores"]).data
        #expect(help.contains("not-enough") && help.contains("no-activities") && !help.contains("values: 0"))
        let wrong = try await RapportProgram.run(["scores", "--state", "god"])
        #expect(wrong.status == 64 && wrong.talk.contains("- no-activities"), "\(wrong.talk)")
        #expect(try await RapportProgram.run(["scores", "--state", "0"]).status == 64)
    }

    @Test(arguments: [
        ["serve", "--every", "1s"], ["sync", "--watch", "--every", "8d"], ["serve", "--every", "often"],
    ])
    func `An interval that the settings would refuse is refused`(arguments: [String]) async throws {
        let outcome = try await RapportProgram.run(arguments)
        #expect(outcome.status == 64)
        #expect(outcome.talk.contains("a time span from 10s to 7d, such as 15m"), "\(outcome.talk)")
    }
}

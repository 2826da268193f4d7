import ConnectorTesting
import ExchangeSimulator
import Foundation
import Interactions
import Testing

/// Every `--output json` is what its schema in `Schemas/output` says.
struct OutputSchemaTests {
    private static let tenant = TenantGenerator(users: 4, seed: 9, itemsPerUser: 60, now: 1_795_435_200).generate()
    private static let small = TenantGenerator(users: 2, seed: 9, itemsPerUser: 5, now: 1_795_435_200).generate()

    /// Commands with the names of their schemas; `RECORD` and `PERSON` stand for one that is there.
    private static let commands: [(arguments: [String], schema: String)] = [
        (["scores"], "scores"), (["attention"], "attention"), (["scores", "--preview-good", "70"], "grades"),
        (["health", "RECORD", "--explain"], "health"), (["health", "RECORD"], "health"),
        (["introductions", "RECORD", "--explain", "--request"], "introductions"), (["pipeline"], "pipeline"),
        (["pipeline", "--by-month"], "pipeline-months"), (["eligibility"], "eligibility"), (["status"], "status"),
        (["sync", "--dry-run"], "eligibility"), (["sync"], "sync"), (["check"], "check"), (["roles", "list"], "roles"),
        (["person", "PERSON"], "person"),
        (["audit", "show"], "audit"), (["audit", "verify"], "audit-verification"),
        (["config", "check"], "config-check"),
        (["config", "show"], "config-show"), (["feed", "list"], "feed-list"),
    ]

    /// Commands that change something, in the order in which they are tried, with the names of their schemas;
    /// `ADMINISTRATOR` and `FILE` stand for what is there.
    private static let acts: [(arguments: [String], schema: String)] = [
        (["why", "PERSON"], "why"), (["why", "nobody@contoso.example"], "why"),
        (["publish", "dataverse", "--dry-run"], "publication"), (["publish", "dataverse"], "publication"),
        (["roles", "select", "Salesperson", "--as", "ADMINISTRATOR", "--dry-run"], "planned-removal"),
        (["options", "who-knows-whom", "on", "--as", "ADMINISTRATOR"], "change"),
        (["options", "who-knows-whom", "off", "--as", "ADMINISTRATOR", "--yes"], "change"),
        (["feed", "forget", "warehouse"], "feed-forget"),
        (["opt-out", "PERSON"], "opt-out"), (["opt-out", "PERSON"], "opt-out"),
        (["opt-out", "PERSON", "--undo"], "opt-out"), (["backup", "FILE"], "backup"), (["rebuild"], "rebuild"),
        (["purge", "--mailbox", "PERSON", "--dry-run"], "planned-removal"),
        (["purge", "--mailbox", "PERSON", "--yes"], "removal"),
        (["erase", "PERSON", "--dry-run"], "planned-removal"),
        (["erase", "PERSON", "--yes", "--colleague"], "removal"), (["restore", "FILE", "--yes"], "restore"),
        (["audit", "correct-clock", "--as", "ADMINISTRATOR", "--accept-clock"], "clock"),
    ]

    @Test func `Every command's JSON is valid, whole and with faults`() async throws {
        try await World.with(Self.tenant) { world in
            let config = try world.configuration("data", hasCRM: true)
            let owner = world.mailboxes[1].address.text
            world.use(
                FaultPlan([.init(.failing(code: "ErrorNonExistentMailbox"), mailbox: .one(owner), count: .max / 2)])
            )
            #expect(try await RapportProgram.run(["sync", "--config", config]).status == 2)
            let list = try await RapportProgram.run(["scores", "contacts", "--config", config, "--output", "ndjson"])
            let first = try #require(list.data.split(separator: "\n").first)
            let row = try #require(try JSONSerialization.jsonObject(with: Data(first.utf8)) as? [String: Any])
            let record = try #require(row["record"] as? String)
            #expect(try await RapportProgram.run(["feed", "warehouse", "--config", config]).status == 0)
            for (arguments, schema) in Self.commands {
                let words = arguments.map { $0 == "RECORD" ? record : $0 == "PERSON" ? owner : $0 }
                let outcome = try await RapportProgram.run(words + ["--config", config, "--output", "json"])
                let complaints = try OutputSchema(schema).complaints(about: outcome.data)
                #expect(complaints.isEmpty, "\(arguments): \(complaints.prefix(5))")
            }
        }
    }

    @Test func `So is that of every command that changes something`() async throws {
        try await World.with(Self.small) { world in
            let config = try world.configuration("data", hasCRM: true) { settings in
                settings["dataverse"] = ["url": world.simulator.dataverse, "publishTable": "rapport_relationship"]
            }
            let stands = [
                "PERSON": world.mailboxes[1].address.text, "ADMINISTRATOR": world.mailboxes[0].address.text,
                "FILE": world.directory.path + "/kept.backup",
            ]
            #expect(try await RapportProgram.run(["sync", "--config", config]).status == 0)
            #expect(try await RapportProgram.run(["feed", "warehouse", "--config", config]).status == 0)
            for (arguments, schema) in Self.acts {
                let words = arguments.map { stands[$0] ?? $0 }
                let outcome = try await RapportProgram.run(words + ["--config", config, "--output", "json"])
                #expect(outcome.status == 0, "\(arguments): \(outcome.talk)")
                let complaints = try OutputSchema(schema).complaints(about: outcome.data)
                #expect(complaints.isEmpty, "\(arguments): \(complaints.prefix(5))")
            }
            let path = world.directory.path
            for (arguments, schema) in [
                (
                    [
                        "init", "ews", "--config", path + "/new.json", "--server",
                        "https://mail.contoso.example/EWS/Exchange.asmx",
                        "--user", "r",
                        "--domain", "contoso.example", "--administrator", "anna@contoso.example",
                        "--mailbox", "anna@contoso.example",
                    ], "init"
                ),
                (["directory", "import", "--config", config, "--to", path + "/imported.csv"], "directory-import"),
            ] {
                let outcome = try await RapportProgram.run(arguments + ["--output", "json"])
                #expect(outcome.status == 0, "\(arguments): \(outcome.talk)")
                let complaints = try OutputSchema(schema).complaints(about: outcome.data)
                #expect(complaints.isEmpty, "\(arguments): \(complaints.prefix(5))")
            }
        }
    }

    @Test func `So is what needs no store`() async throws {
        let reference = try await RapportProgram.run(["config", "reference", "--output", "json"])
        #expect(try OutputSchema("config-reference").complaints(about: reference.data).isEmpty)
        let directory = try TemporaryDirectory()
        let config = try directory.write(#"{"tenant": 1, "sync": {"evry": "1m"}}"#, to: "rapport.json")
        let check = try await RapportProgram.run(["config", "check", "--config", config, "--output", "json"])
        #expect(check.status == 78)
        #expect(try OutputSchema("config-check").complaints(about: check.data).isEmpty)
        #expect(check.data.contains("evry"))
    }

    @Test func `Every schema belongs to a command that is tried here, and finds what is wrong`() throws {
        let folder = Fixture.repositoryPath("Schemas/output")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).map { $0.prefix { $0 != "." } }
        #expect(
            Set(files.map(String.init))
                == Set((Self.commands + Self.acts).map(\.schema) + ["config-reference", "init", "directory-import"])
        )
        let schema = try OutputSchema("audit-verification")
        #expect(try schema.complaints(about: #"{"records": 1, "has_unfinished_record": false}"#).isEmpty)
        for wrong in [
            #"{"records": 1}"#, #"{"records": "1", "has_unfinished_record": false}"#, "[]",
            #"{"records": -1, "has_unfinished_record": false}"#, #"{"records": 1, "has_unfinished_record": 0}"#,
            #"{"records": 1, "has_unfinished_record": false, "more": 1}"#,
        ] {
            #expect(try schema.complaints(about: wrong).count == 1, "\(wrong)")
        }
    }
}

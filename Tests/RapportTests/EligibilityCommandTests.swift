import ConnectorTesting
import Foundation
import Interactions
import Testing

/// The life cycle and its evidence, with the real program.
@Suite struct `Eligibility on the command line` {
    private let directory: TemporaryDirectory
    private var settings: [String: Any]
    private let configuration: String

    /// Ann may administer, Gwen may consent, Bob sells through a team; Fay's mailbox is in France.
    init() throws {
        directory = try TemporaryDirectory()
        var ann = EligibleSettings.user("ann@contoso.example")
        ann["administratorRoles"] = [String]()
        var gwen = EligibleSettings.user("gwen@contoso.example")
        gwen["roles"] = [String]()
        var bob = EligibleSettings.user("bob@contoso.example")
        bob["roles"] = [String]()
        bob["teamRoles"] = ["Sales: Salesperson"]
        var fay = EligibleSettings.user("fay@contoso.example")
        fay["location"] = "FRA"
        let users = try JSONSerialization.data(withJSONObject: ["users": [ann, gwen, bob, fay]])
        settings = [
            "tenant": "contoso", "internalDomains": ["contoso.example"], "dataDirectory": directory.path + "/data",
            "directory": try directory.write(String(decoding: users, as: UTF8.self), to: "users.json"),
            "eligibility": ["licenses": ["DYN365_SALES_PREMIUM"]],
        ]
        configuration = try EligibleSettings.write(configuration: settings, to: "rapport.json", in: directory)
    }

    private func run(_ arguments: String...) async throws -> RapportProgram.Outcome {
        try await RapportProgram.run(arguments + ["--config", configuration])
    }

    private func enableAll() async throws {
        for command in [
            ["premium", "install", "--as", "ann@contoso.example"], ["enable", "--as", "ann@contoso.example"],
            ["roles", "select", "Salesperson", "--as", "ann@contoso.example"],
            ["consent", "grant", "--as", "gwen@contoso.example"],
        ] {
            let outcome = try await RapportProgram.run(command + ["--config", configuration])
            #expect(outcome.status == 0, "\(command) \(outcome.talk)")
        }
    }

    private struct Listing: Decodable {
        struct Mailbox: Decodable {
            struct Gate: Decodable {
                let gate: String
                let reason: String?
            }

            let mailbox: String
            let admitted: Bool
            let gates: [Gate]
        }

        let mailboxes: [Mailbox]
        let reasons: [String: Int]
        let wouldRead: Int
    }

    private func listing(_ arguments: String...) async throws -> Listing {
        let outcome = try await RapportProgram.run(
            ["eligibility", "--output", "json", "--config", configuration] + arguments
        )
        #expect(outcome.status == 0 && outcome.talk.isEmpty)
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Listing.self, from: Data(outcome.data.utf8))
    }

    @Test func `is what a sync shows that is to do nothing, and neither asks for a word nor writes one`() async throws {
        try await enableAll()
        let told = try await run("eligibility", "--output", "ndjson")
        let shown = try await run("sync", "--dry-run", "--output", "ndjson")
        #expect(shown.status == 0 && shown.talk.isEmpty)
        #expect(shown.data == told.data)
        let one = try await run("sync", "--dry-run", "--mailbox", "BOB@contoso.example", "--output", "ndjson")
        #expect(one.data.split(separator: "\n").count == 1 && told.data.contains(one.data))
        let log = try await run("audit", "show", "--output", "ndjson")
        #expect(log.data.split(separator: "\n").count == 4)
        #expect(!FileManager.default.fileExists(atPath: directory.path + "/data/store.sqlite"))
        #expect(try await run("sync", "--dry-run", "--watch").status == 64)
    }

    @Test func `goes from nothing to admitted mailboxes, each step by who may do it`() async throws {
        let before = try await listing()
        #expect(before.wouldRead == 0)
        #expect(before.reasons["notEnabled"] == 4 && before.reasons["premiumFeaturesMissing"] == 4)
        try await enableAll()
        let after = try await listing()
        #expect(after.mailboxes.filter(\.admitted).map(\.mailbox) == ["ann@contoso.example", "bob@contoso.example"])
        #expect(after.reasons == ["roleMissing": 1, "regionSpecificDatacenter": 1])
        #expect(after.mailboxes.allSatisfy { $0.gates.count == 9 })
    }

    @Test func `tells what day 14 will bring and what was before`() async throws {
        _ = try await run("premium", "install", "--as", "ann@contoso.example")
        _ = try await run("enable", "--as", "ann@contoso.example")
        _ = try await run("roles", "select", "Salesperson", "--as", "ann@contoso.example")
        #expect(try await listing().reasons["consentPending"] == 4)
        let later = try await listing("--at", "2999-01-01T00:00:00Z")
        #expect(later.reasons["exchangeAutoDisabled"] == 4 && later.reasons["consentMissing"] == 4)
        #expect(try await listing("--at", "2000-01-01T00:00:00Z").reasons["notEnabled"] == 4)
        let status = try await run("status")
        #expect(
            status.data.hasPrefix("Waiting for the Microsoft 365 administrator's consent: 13 days and 23 hours left.")
        )
    }

    @Test(arguments: [
        (["enable", "--as", "bob@contoso.example"], 77, "System Administrator"),
        (["consent", "grant", "--as", "ann@contoso.example"], 77, "Global Administrator"),
        (["enable", "--as", "zoe@contoso.example"], 77, "neither the file of users nor a service has this user"),
        (["enable", "--as", "ann@contoso.example"], 1, "rapport premium install"),
        (["exchange", "on", "--as", "ann@contoso.example"], 1, "rapport enable"),
        (["roles", "select", "Wizard", "--as", "ann@contoso.example"], 64, "rapport roles list"),
        (["enable", "--as", "ann"], 64, "SMTP address"),
        (["eligibility", "--at", "tomorrow"], 64, "2026-12-24T00:00:00Z"),
    ])
    func `refuses what may not be, and says what is missing`(
        command: [String],
        status: Int32,
        text: String
    ) async throws {
        let outcome = try await RapportProgram.run(command + ["--config", configuration])
        #expect(outcome.status == status)
        #expect(outcome.talk.contains(text))
        #expect(!outcome.talk.contains("@contoso"))
    }

    @Test func `writes nothing in a dry run, before and after there is a data directory`() async throws {
        for command in [["eligibility"], ["why", "bob@contoso.example"], ["roles", "list"], ["status"]] {
            _ = try await RapportProgram.run(command + ["--config", configuration])
        }
        #expect(!FileManager.default.fileExists(atPath: directory.path + "/data"))
        try await enableAll()
        let before = try files()
        for format in ["table", "json", "ndjson", "csv"] {
            #expect(try await run("eligibility", "--output", format).status == 0)
        }
        _ = try await run("audit", "verify")
        _ = try await run("why", "fay@contoso.example")
        #expect(try files() == before)
    }

    /// Every file with its bytes and its time of writing.
    private func files() throws -> [String: String] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: directory.path)
        return try Dictionary(
            uniqueKeysWithValues: names.map { name in
                let path = "\(directory.path)/\(name)"
                let attributes = try FileManager.default.attributesOfItem(atPath: path)
                let bytes = FileManager.default.contents(atPath: path) ?? Data()
                return (name, "\(attributes[.modificationDate] ?? "") \(bytes.base64EncodedString())")
            }
        )
    }

    @Test func `explains a person's case with the facts`() async throws {
        try await enableAll()
        #expect(try await run("why", "bob@contoso.example").data.hasPrefix("All nine gates are passed"))
        let outcome = try await run("why", "fay@contoso.example")
        #expect(outcome.data.contains("dataLocation: regionSpecificDatacenter"))
        #expect(outcome.data.contains("Fact: location = FRA (directoryFile, "))
    }

    @Test func `prints one row a gate as CSV`() async throws {
        try await enableAll()
        let lines = try await run("eligibility", "--output", "csv", "--user", "fay@contoso.example").data
            .split(separator: "\n")
        #expect(lines.count == 10)
        #expect(lines[0] == "mailbox,gate,passed,reason,text,remedy,evidence")
        #expect(lines[6].hasPrefix("fay@contoso.example,dataLocation,no,regionSpecificDatacenter,"))
    }

    @Test func `keeps evidence without addresses, and finds any change of it`() async throws {
        try await enableAll()
        let log = directory.path + "/data/audit.ndjson"
        var text = try String(contentsOfFile: log, encoding: .utf8)
        #expect(!text.contains("@"))
        #expect(try await run("audit", "verify").data == "4 records, each as it was written.\n")
        let shown = try await run("audit", "show")
        #expect(shown.data.contains("gwen@contoso.example") && shown.data.contains("consentGranted"))
        text.replace("\"Salesperson\"", with: "\"Salesmanager\"")
        try text.write(toFile: log, atomically: false, encoding: .utf8)
        let tampered = try await run("audit", "verify")
        #expect(tampered.status == 1)
        #expect(tampered.talk.contains("Record 3 of"))
        // Nobody decides on evidence that was tampered with.
        #expect(try await run("eligibility").status == 1)
    }
}

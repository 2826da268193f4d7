import AuditLog
import Connector
import ConnectorTesting
import DataFiles
import Eligibility
import Foundation
import Interactions
import Normalization
import Pipeline
import RapportCommands
import SQLiteStore
import Synchronization
import Testing

/// What the log and the configuration say together, and what happens when one of them is not what it was.
struct EvidenceTests {
    private let directory: TemporaryDirectory
    private var settings: [String: Any]

    private static let people = ["ann@contoso.example", "bob@contoso.example", "gwen@contoso.example"]

    init() throws {
        directory = try TemporaryDirectory()
        settings = try EligibleSettings.write(Self.people, to: "users.json", in: directory)
        settings["tenant"] = "contoso"
        settings["internalDomains"] = ["contoso.example"]
        settings["dataDirectory"] = directory.path + "/data"
        settings["ews"] = ["url": "https://127.0.0.1:1/EWS/Exchange.asmx", "user": "u", "passwordFile": "/nowhere"]
    }

    private func configuration() throws -> String {
        try EligibleSettings.write(configuration: settings, to: "rapport.json", in: directory)
    }

    private func run(_ arguments: String...) async throws -> RapportProgram.Outcome {
        try await RapportProgram.run(arguments + ["--config", try configuration()])
    }

    private func admitted() async throws -> Int {
        let lines = try await run("eligibility", "--output", "ndjson").data.split(separator: "\n")
        return lines.count { $0.contains("\"admitted\":true") }
    }

    @Test mutating func `What is declared for the future does not count yet, and stops nobody`() async throws {
        var lifeCycle = try #require(settings["lifeCycle"] as? [String: Any])
        lifeCycle["consent"] = "2999-01-01T00:00:00Z"
        settings["lifeCycle"] = lifeCycle
        #expect(try await admitted() == 0)
        #expect(try await run("disable", "--as", "ann@contoso.example", "--yes").status == 0)
    }

    @Test
    mutating func `What was declared stands when who is responsible has left, and what is said twice is no error`()
        async throws
    {
        #expect(try await run("options", "who-knows-whom", "off", "--as", "bob@contoso.example", "--yes").status == 0)
        #expect(try await admitted() == 3)
        var gone = EligibleSettings.user("ann@contoso.example")
        gone["enabled"] = false
        let users = [gone] + Self.people.dropFirst().map { EligibleSettings.user($0) }
        let list = try JSONSerialization.data(withJSONObject: ["users": users])
        _ = try directory.write(String(decoding: list, as: UTF8.self), to: "users.json")
        #expect(try await admitted() == 2)
        // The same by command and by configuration.
        settings["lifeCycle"] = nil
        #expect(
            try await run("roles", "select", "System Administrator", "--as", "bob@contoso.example", "--yes").status == 0
        )
        settings["lifeCycle"] = [
            "enabled": "2999-01-01T00:00:00Z", "roles": ["System Administrator"],
            "administrator": "bob@contoso.example",
        ]
        #expect(try await admitted() == 2)
        #expect(try await run("consent", "withdraw", "--as", "gwen@contoso.example", "--yes").status == 0)
        #expect(try await admitted() == 0)
    }

    @Test func `Without its key the evidence is not taken for absent`() async throws {
        #expect(try await run("consent", "withdraw", "--as", "ann@contoso.example", "--yes").status == 0)
        try FileManager.default.removeItem(atPath: directory.path + "/data/identity.key")
        for command in ["eligibility", "check", "sync", "status"] {
            let outcome = try await run(command)
            #expect(outcome.status == 73)
            #expect(outcome.talk.contains("identity.key' is missing"))
        }
        #expect(!FileManager.default.fileExists(atPath: directory.path + "/data/identity.key"))
    }

    @Test func `A store whose log is gone is not written to`() async throws {
        #expect(try await run("consent", "withdraw", "--as", "ann@contoso.example", "--yes").status == 0)
        #expect(try await run("sync").status == 3)
        for name in ["audit.ndjson", "audit.head"] {
            try FileManager.default.removeItem(atPath: "\(directory.path)/data/\(name)")
        }
        for command in ["eligibility", "sync"] {
            let outcome = try await run(command)
            #expect(outcome.status == 1)
            #expect(outcome.talk.contains("the audit log is missing"))
        }
    }

    @Test func `A record that a newer version wrote is not passed over`() async throws {
        #expect(try await run("exchange", "off", "--as", "ann@contoso.example", "--yes").status == 0)
        let key = try KeyFile.load(in: directory.path + "/data")
        try SignedLog(.init(directory: directory.path + "/data"), key: key).append {
            [AuditEntry("event", ["event": "consentRestricted", "actor": "x"], at: Timestamp(microseconds: 1))]
        }
        let outcome = try await run("eligibility")
        #expect(outcome.status == 78)
        #expect(outcome.talk.contains("newer version"))
    }

    @Test mutating func `A group's or team's name that is an address is not put into the evidence`() async throws {
        var ann = EligibleSettings.user("ann@contoso.example")
        ann["groups"] = ["jane.doe@contoso.example", "sales@contoso.example"]
        ann["teamRoles"] = ["jane.doe@contoso.example: Salesperson"]
        let list = try JSONSerialization.data(withJSONObject: ["users": [ann]])
        _ = try directory.write(String(decoding: list, as: UTF8.self), to: "users.json")
        settings["eligibility"] = [
            "licenses": ["DYN365_SALES_PREMIUM"], "excludedGroups": ["Sales@contoso.example"],
        ]
        _ = try await run("sync")
        let log = try String(contentsOfFile: directory.path + "/data/audit.ndjson", encoding: .utf8)
        #expect(log.contains("excludedGroup") && !log.contains("@"))
    }

    @Test func `A purge needs no server, and its beginning and end are recorded`() async throws {
        #expect(try await run("exchange", "off", "--as", "ann@contoso.example", "--yes").status == 0)
        #expect(try await run("exchange", "on", "--as", "ann@contoso.example").status == 0)
        try await store("bob@contoso.example")
        var bob = EligibleSettings.user("bob@contoso.example")
        bob["optOut"] = true
        let users = [bob] + ["ann@contoso.example", "gwen@contoso.example"].map { EligibleSettings.user($0) }
        let list = try JSONSerialization.data(withJSONObject: ["users": users])
        _ = try directory.write(String(decoding: list, as: UTF8.self), to: "users.json")
        // The password cannot be read, so nothing is; Bob's data goes all the same.
        #expect(try await run("sync").status == 78)
        let counts = try await SQLiteInteractionStore(directory: directory.path + "/data", tenant: "contoso").counts()
        #expect(counts.mailboxes == 0 && counts.emails == 0)
        let purges = try await run("audit", "show", "--output", "ndjson").data.split(separator: "\n")
            .filter { $0.contains("\"kind\":\"purge\"") }
        #expect(purges.count == 2)
        #expect(purges.first?.contains("begins") == true)
        #expect(purges.last?.contains("1 interactions removed") == true)
    }

    /// Of so many admitted mailboxes the location of so many is not known any more.
    @Test(arguments: [
        (20, 7, true), (20, 6, false), (1, 1, true), (2, 1, true), (3, 1, false), (3, 2, true), (30, 11, true),
        (30, 10, false),
    ])
    mutating func `More than a third of all mailboxes are not purged for facts that are missing`(
        all: Int,
        unknown: Int,
        isStopped: Bool
    ) async throws {
        let people = (0..<all).map { String(format: "u%02d@contoso.example", $0) }
        try admit(people)
        _ = try await run("sync")
        try write(people, withoutLocation: unknown)
        let stopped = try await run("sync")
        if isStopped { #expect(stopped.status == 78) }
        #expect(stopped.talk.contains("Facts are missing about \(unknown) of \(all) mailboxes") == isStopped)
        #expect(!(try await run("sync", "--accept-removals").talk.contains("Facts are missing")))
    }

    @Test(arguments: [(4, 2, true), (4, 1, false), (6, 5, true)])
    mutating func `Mailboxes that are not to be read any more are counted as what they are`(
        all: Int,
        left: Int,
        isStopped: Bool
    ) async throws {
        let people = (0..<all).map { "u\($0)@contoso.example" }
        try admit(people)
        _ = try await run("sync")
        try write(Array(people.dropLast(left)), withoutLocation: 0)
        let stopped = try await run("sync")
        #expect(!stopped.talk.contains("Facts are missing"))
        #expect(stopped.talk.contains("\(left) of \(all) mailboxes are not to be read any more") == isStopped)
        if isStopped { #expect(stopped.status == 78) }
        #expect(!(try await run("sync", "--accept-removals").talk.contains("not to be read any more")))
    }

    @Test mutating func `A purge that was begun and did not end has removed nothing yet`() async throws {
        let people = (0..<10).map { "u\($0)@contoso.example" }
        try admit(people)
        _ = try await run("sync")
        let key = try KeyFile.load(in: directory.path + "/data")
        let identity = try #require(IdentityHash(key: key, tenant: "contoso"))
        let hashes = try people.map { identity.person(.smtp(try #require(EmailAddress($0)))).hash.description }
        func record(_ removal: Removal) throws {
            try SignedLog(.init(directory: directory.path + "/data"), key: key).append {
                [AuditEntry("purge", removal, at: Timestamp(microseconds: 1))]
            }
        }
        try record(Removal(of: hashes, removed: nil, changed: nil))
        try write(people, withoutLocation: 10)
        #expect(try await run("sync").talk.contains("Facts are missing about 10 of 10 mailboxes"))
        // Once it has ended, nothing is left that could be removed.
        try record(Removal(of: hashes, removed: 0, changed: 0))
        #expect(!(try await run("sync").talk.contains("Facts are missing")))
    }

    @Test(arguments: [
        ["disable"], ["exchange", "off"], ["consent", "withdraw"], ["roles", "select"], ["premium", "remove"],
    ])
    mutating func `What makes mailboxes refused says how many, and is done only when it is confirmed`(
        command: [String]
    ) async throws {
        let people = ["ann@contoso.example", "bob@contoso.example", "cyd@contoso.example"]
        try admit(people)
        // Nothing is held before the first sync, so there is nothing to confirm or to show.
        let change = command + ["--as", "ann@contoso.example", "--config", try configuration()]
        #expect(try await RapportProgram.run(change + ["--dry-run"]).data == "Nothing that is stored would go.\n")
        _ = try await run("sync")
        let shown = try await RapportProgram.run(change + ["--dry-run"])
        #expect(shown.status == 0 && shown.data.contains("what only 3 of the mailboxes contributed"))
        let refused = try await RapportProgram.run(change)
        #expect(refused.status == 64 && refused.talk.contains("--yes") && refused.talk.contains("3 of the mailboxes"))
        #expect(try await admitted() == 3)
        #expect(try await RapportProgram.run(change + ["--yes"]).status == 0)
        #expect(try await admitted() == 0)
        let again = try await RapportProgram.run(change)
        #expect(again.status == 0 || ["disable", "consent"].contains(command[0]))
    }

    @Test mutating func `A mailbox or a group that nobody has is an error, and is not named`() async throws {
        settings["mailboxes"] = ["ann@contoso.example", "nan@contoso.example"]
        let outcome = try await run("eligibility")
        #expect(outcome.status == 78 && outcome.talk.contains("1 of 'mailboxes'") && !outcome.talk.contains("nan@"))
    }

    /// What the log holds of a purge.
    private struct Removal: Encodable {
        let of: [String]
        let removed: Int?
        let changed: Int?
    }

    /// Makes a directory file of these people alone, of whom all are admitted.
    private mutating func admit(_ people: [String]) throws {
        settings["lifeCycle"] = try EligibleSettings.write(people, to: "users.json", in: directory)["lifeCycle"]
    }

    private func write(_ people: [String], withoutLocation count: Int) throws {
        let users = people.enumerated().map { number, address in
            var user = EligibleSettings.user(address)
            if number < count { user["location"] = nil }
            return user
        }
        let list = try JSONSerialization.data(withJSONObject: ["users": users])
        _ = try directory.write(String(decoding: list, as: UTF8.self), to: "users.json")
    }

    /// One mail that only this mailbox saw.
    private func store(_ address: String) async throws {
        let mailbox = try #require(EmailAddress(address).map { Mailbox(address: $0) })
        let admission = try #require(EligibleTenant.decision(mailbox).admission)
        let store = try SQLiteInteractionStore(directory: directory.path + "/data", tenant: "contoso")
        let sighting = Sighting(
            owner: .mailbox(mailbox),
            item: StoreScene.item(1),
            interaction: StoreScene.interaction(1),
            rank: .own
        )
        let page = StorePage(
            changes: [.seen(try #require(admission.admit(sighting)))],
            cursor: Cursor("c"),
            isLast: true,
            startsRound: true
        )
        let stream = StreamID(source: "ews", owner: .mailbox(mailbox), kind: .mail, folder: "f")
        _ = try await store.commit(page, to: stream)
    }
}

import ConnectorTesting
import Foundation
import Testing

/// What `rapport config check` finds before another command does.
struct ConfigurationCheckTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// A configuration without mistakes, but for what is changed.
    private func configuration(
        location: String = "EUR",
        _ change: (inout [String: Any]) -> Void
    ) throws -> String {
        var ann = EligibleSettings.user("ann@contoso.example")
        ann["location"] = location
        ann["groups"] = ["Board"]
        var bob = EligibleSettings.user("bob@contoso.example")
        bob["roles"] = [String]()
        bob["administratorRoles"] = [String]()
        let users = try JSONSerialization.data(withJSONObject: ["users": [ann, bob]])
        var settings = try EligibleSettings.write(["ann@contoso.example"], to: "unused.json", in: directory)
        settings["directory"] = try directory.write(String(decoding: users, as: UTF8.self), to: "users.json")
        settings["tenant"] = "contoso"
        settings["internalDomains"] = ["contoso.example"]
        settings["dataDirectory"] = directory.path + "/data"
        settings["ews"] = [
            "url": "https://mail.contoso.example/EWS/Exchange.asmx", "user": "u",
            "passwordFile": try directory.write("secret", to: "password"),
        ]
        change(&settings)
        return try EligibleSettings.write(configuration: settings, to: "rapport.json", in: directory)
    }

    private func check(_ configuration: String) async throws -> RapportProgram.Outcome {
        try await RapportProgram.run(["config", "check", "--config", configuration])
    }

    /// Puts `key` of the block `block` to something else.
    private static func set(_ settings: inout [String: Any], _ block: String, _ key: String, _ value: Any) {
        var inner = settings[block] as? [String: Any] ?? [:]
        inner[key] = value
        settings[block] = inner
    }

    @Test func `A configuration in which all names are somebody's passes, and nothing is left behind`() async throws {
        let path = try configuration {
            $0["mailboxes"] = ["ann@contoso.example"]
            Self.set(&$0, "eligibility", "excludedGroups", ["board"])
            Self.set(&$0, "eligibility", "auditHeadFile", directory.path + "/head")
        }
        let before = try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
        let outcome = try await check(path)
        #expect(outcome.status == 0, "\(outcome.data)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted() == before)
    }

    @Test(arguments: [
        ("eligibility", "excludedGroups", "Bord", "'eligibility.excludedGroups': Nobody is in the group 'Bord'"),
        ("lifeCycle", "administrator", "nobody@contoso.example", "named under 'lifeCycle.administrator'"),
        ("lifeCycle", "administrator", "bob@contoso.example", "'lifeCycle.administrator': "),
        ("lifeCycle", "consentBy", "nobody@contoso.example", "named under 'lifeCycle.consentBy'"),
        ("lifeCycle", "roles", "Salesperon", "'lifeCycle.roles': Nobody in the directory file holds the role"),
        ("ews", "url", "https://mail.contoso.example:99999/EWS/Exchange.asmx", "'ews.url' must be"),
        ("eligibility", "auditHeadFile", "/nowhere/head", "'eligibility.auditHeadFile': nothing can be written"),
    ])
    func `A name, port or place that cannot be used is told with its setting and line`(
        block: String,
        key: String,
        value: String,
        message: String
    ) async throws {
        let isList = ["excludedGroups", "roles"].contains(key)
        let path = try configuration { Self.set(&$0, block, key, isList ? [value] : value) }
        let outcome = try await check(path)
        #expect(outcome.status == 78)
        #expect(outcome.data.contains(message), "\(outcome.data)")
        #expect(outcome.data.contains("\(path):1: "), "\(outcome.data)")
        #expect(!outcome.data.contains("--as"))
    }

    @Test(arguments: ["/proc/rapport/data", "/dev/null/data"])
    func `A data directory that cannot be made is told with its setting`(place: String) async throws {
        let outcome = try await check(try configuration { $0["dataDirectory"] = place })
        #expect(outcome.status == 78)
        #expect(outcome.data.contains("'dataDirectory': '\(place)' cannot be made or written"), "\(outcome.data)")
    }

    @Test func `Mailboxes that nobody has are told by their number`() async throws {
        let addresses = ["ann@contoso.example", "x@contoso.example", "bob@contoso.example", "y@contoso.example"]
        let outcome = try await check(try configuration { $0["mailboxes"] = addresses })
        #expect(outcome.status == 78)
        #expect(outcome.data.contains("2 of 'mailboxes' are in no row"), "\(outcome.data)")
        #expect(outcome.data.contains("by number: 2, 4"), "\(outcome.data)")
    }

    @Test(arguments: [["config", "check"], ["sync"], ["eligibility"], ["check"]])
    func `Users on an own server that nothing names are refused by every command, and nothing is removed`(
        command: [String]
    ) async throws {
        let path = try configuration(location: "onPremises") { settings in
            var ews = settings["ews"] as? [String: Any] ?? [:]
            ews["url"] = nil
            settings["ews"] = ews
        }
        let outcome = try await RapportProgram.run(command + ["--config", path])
        #expect(outcome.status == 78, "\(outcome.talk)")
        #expect((outcome.data + outcome.talk).contains("nothing says on which server. Give 'ews.url'"))
    }

    @Test(arguments: [["server": "mail.contoso.example"], ["confirmedHosts": "mail.contoso.example"]])
    func `Autodiscover with a host of one's own says where the own server is`(hosts: [String: String]) async throws {
        let path = try configuration(location: "onPremises") { settings in
            var ews = settings["ews"] as? [String: Any] ?? [:]
            ews["url"] = nil
            ews["autodiscover"] = hosts.mapValues { $0 as Any }.merging(
                hosts["confirmedHosts"].map { ["confirmedHosts": [$0]] } ?? [:]
            ) { $1 }
            settings["ews"] = ews
        }
        let outcome = try await check(path)
        #expect(outcome.status == 0, "\(outcome.data)")
        let listing = try await RapportProgram.run(["eligibility", "--config", path, "--output", "json"])
        #expect(listing.status == 0 && !listing.data.contains("ownServerNotRead"), "\(listing.talk)")
        #expect(listing.data.contains(#""would_read":1"#), "\(listing.data)")
    }

    @Test(arguments: ["config check", "sync"])
    func `A file of authorities that is not there is told with its setting and line`(command: String) async throws {
        let path = try configuration {
            Self.set(&$0, "ews", "url", "https://127.0.0.1:1/EWS/Exchange.asmx")
            Self.set(&$0, "ews", "caFile", "/nowhere/ca.pem")
        }
        let words = command.split(separator: " ").map(String.init)
        let outcome = try await RapportProgram.run(words + ["--config", path])
        #expect(outcome.status == 78, "\(outcome.talk)")
        let told = outcome.data + outcome.talk
        #expect(told.contains("\(path):1: 'ews.caFile': the file '/nowhere/ca.pem' cannot be read"), "\(told)")
    }

    @Test(arguments: ["eligibility", "sync", "status"])
    func `A file of users that is not there is told with its setting, line and reason`(command: String) async throws {
        let path = try configuration { $0["directory"] = "/nowhere/users.csv" }
        let outcome = try await RapportProgram.run([command, "--config", path])
        #expect(outcome.status == 78)
        let reason = "'directory': the file '/nowhere/users.csv' cannot be read (No such file or directory)."
        #expect(outcome.talk.contains("\(path):1: \(reason)"), "\(outcome.talk)")
    }

    @Test func `A folder in place of the configuration is called one`() async throws {
        let outcome = try await RapportProgram.run(["status", "--config", directory.path])
        #expect(outcome.status == 78)
        #expect(outcome.talk.contains("'\(directory.path)' is a folder. Name a file in it with --config."))
    }

    @Test func `Whether somebody may do it is looked at before anybody is asked`() async throws {
        let path = try configuration { _ in }
        for (command, status): ([String], Int32) in [
            (["exchange", "off", "--as", "bob@contoso.example", "--dry-run"], 77),
            (["roles", "select", "Salesperon", "--as", "ann@contoso.example", "--dry-run"], 64),
        ] {
            let outcome = try await RapportProgram.run(command + ["--config", path])
            #expect(outcome.status == status, "\(outcome.talk)")
            #expect(!outcome.talk.contains("contributed"))
        }
    }

    @Test func `The pipeline takes no kind of record`() async throws {
        let outcome = try await RapportProgram.run(["pipeline", "contacts", "--config", "x"])
        #expect(outcome.status == 64 && outcome.talk.contains("contacts"), "\(outcome.talk)")
    }
}

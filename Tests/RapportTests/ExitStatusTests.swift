import ConnectorTesting
import Foundation
import SQLiteStore
import Testing

@Suite struct `The exit status` {
    private let directory: TemporaryDirectory
    private let configuration: String
    /// Nothing is enabled.
    private let nobody: String

    /// Nobody listens on port 1, and nobody must: none of these runs gets as far as a request.
    init() throws {
        directory = try TemporaryDirectory()
        var settings = try EligibleSettings.write(["ann@contoso.example"], to: "users.json", in: directory)
        settings["tenant"] = "contoso"
        settings["internalDomains"] = ["contoso.example"]
        settings["dataDirectory"] = directory.path + "/data"
        settings["ews"] = [
            "url": "https://127.0.0.1:1/EWS/Exchange.asmx", "user": "u", "passwordFile": "/nowhere",
        ]
        configuration = try EligibleSettings.write(configuration: settings, to: "rapport.json", in: directory)
        settings["lifeCycle"] = nil
        nobody = try EligibleSettings.write(configuration: settings, to: "nobody.json", in: directory)
    }

    /// A data directory with nothing in it, made as people make it.
    private func makeData(tenant: String = "contoso") async throws {
        let outcome = try await RapportProgram.run(
            ["sync", "--config", nobody],
            environment: ["RAPPORT_TENANT": tenant]
        )
        try #require(outcome.status == 3)
    }

    @Test(
        "is 64 for what nobody can understand",
        arguments: [
            ["frobnicate"], ["sync", "--frobnicate"], ["status", "--output", "xml"], ["export", "--format", "csv"],
            ["export", "--after", "yesterday"], ["export", "--stream", "everything"],
        ]
    )
    func usage(arguments: [String]) async throws {
        let outcome = try await RapportProgram.run(arguments)
        #expect(outcome.status == 64)
        #expect(outcome.data == "")
        #expect(outcome.talk.contains("Usage: rapport"))
    }

    @Test func `is 64 for a mailbox that is not listed, and does not repeat it`() async throws {
        let arguments = ["sync", "--config", configuration, "--mailbox", "bob@contoso.example"]
        let outcome = try await RapportProgram.run(arguments)
        #expect(outcome.status == 64)
        #expect(
            outcome.talk
                == "rapport: A mailbox must be a user of the directory file, and one of 'mailboxes' if the configuration lists any.\n"
        )
    }

    @Test("is 78 for a configuration that cannot be used", arguments: ["check", "sync", "status", "export"])
    func configuration(command: String) async throws {
        let missing = directory.path + "/missing.json"
        let outcome = try await RapportProgram.run([command, "--config", missing])
        #expect(outcome.status == 78)
        #expect(outcome.data == "")
        let message =
            "rapport: The configuration file '\(missing)' cannot be read. Name another one with --config, or make one "
            + "with 'rapport init'.\n"
        #expect(outcome.talk == message)
    }

    @Test("is 78 for a secret that is not there", arguments: ["check", "sync"])
    func secret(command: String) async throws {
        let outcome = try await RapportProgram.run([command, "--config", configuration])
        #expect(outcome.status == 78)
        #expect(outcome.talk.hasSuffix("the file '/nowhere' cannot be opened (No such file or directory).\n"))
    }

    @Test func `is 3 if there is no mailbox to read`() async throws {
        let outcome = try await RapportProgram.run(["sync", "--config", nobody])
        #expect(outcome.status == 3)
        #expect(
            outcome.talk
                == "rapport: No mailbox is admitted, so there is CRM data only, and no CRM is configured. "
                + "'rapport eligibility' says why.\n"
        )
        #expect(outcome.data.contains("CRM only"))
        #expect(outcome.data.contains("0 of 1 mailboxes complete"))
    }

    @Test func `is 78 for a directory file without users, and nothing is removed`() async throws {
        try await makeData()
        _ = try directory.write(#"{"users":[]}"#, to: "users.json")
        let outcome = try await RapportProgram.run(["sync", "--config", configuration])
        #expect(outcome.status == 78)
        #expect(outcome.talk.contains("has no user that can be used. Nothing was done."))
    }

    @Test func `is 73 where no data directory can be`() async throws {
        let environment = ["RAPPORT_DATA_DIRECTORY": configuration + "/data", "RAPPORT_EWS_PASSWORD": "p"]
        let outcome = try await RapportProgram.run(["sync", "--config", configuration], environment: environment)
        #expect(outcome.status == 73)
        #expect(outcome.talk == "rapport: '\(configuration)/data' cannot be written (Not a directory).\n")
    }

    @Test func `is 73 for a backup into a folder that is not there, and names the file that was asked for`()
        async throws
    {
        try await makeData()
        let file = directory.path + "/missing/backup"
        let outcome = try await RapportProgram.run(["backup", "--config", configuration, file])
        #expect(outcome.status == 73)
        #expect(outcome.talk == "rapport: '\(file)' cannot be written (No such file or directory).\n")
    }

    @Test func `is 73 for an export before the first sync`() async throws {
        let outcome = try await RapportProgram.run(["export", "--config", configuration])
        #expect(outcome.status == 73)
        #expect(
            outcome.talk
                == "rapport: There is no data directory '\(directory.path)/data' yet. Run 'rapport sync' first.\n"
        )
    }

    @Test func `is 74 where standard output cannot be written`() async throws {
        try await makeData()
        let outcome = try await RapportProgram.run(["status", "--config", configuration], outputTo: "/dev/full")
        #expect(outcome.status == 74)
        #expect(outcome.talk == "rapport: Standard output cannot be written (No space left on device).\n")
    }

    @Test func `is 75 while another process writes`() async throws {
        try await makeData()
        let store = try SQLiteInteractionStore(directory: directory.path + "/data", tenant: "contoso")
        let environment = ["RAPPORT_EWS_PASSWORD": "p"]
        let outcome = try await RapportProgram.run(["sync", "--config", configuration], environment: environment)
        #expect(outcome.status == 75)
        // Who it is and since when; here it is the one that runs the tests.
        let holder = "rapport: Process \(ProcessInfo.processInfo.processIdentifier) ("
        #expect(outcome.talk.hasPrefix(holder), "\(outcome.talk)")
        #expect(outcome.talk.contains(") has been writing since 20"))
        #expect(outcome.talk.hasSuffix(" to '\(directory.path)/data'. Wait for it to end.\n"))
        withExtendedLifetime(store) {}
    }

    @Test func `is 78 for the data of another tenant`() async throws {
        try await makeData(tenant: "fabrikam")
        let outcome = try await RapportProgram.run(["status", "--config", configuration])
        #expect(outcome.status == 78)
        #expect(outcome.talk == "rapport: '\(directory.path)/data' holds the data of another tenant.\n")
    }
}

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
            for layer in [
                "storage", "names", "connection", "tls", "token", "permissions", "server", "crm", "eligibility",
                "mailbox",
            ] {
                #expect(outcome.data.contains(#""layer":"\#(layer)""#), "\(layer)")
            }
            #expect(outcome.data.contains(#""result":"fine""#))
            // The simulator's tokens do not say what is granted, and nobody pretends that they do.
            let notTried = outcome.data.split(separator: "{").filter { $0.contains(#""result":"notTried""#) }
            #expect(notTried.allSatisfy { $0.contains(#""layer":"permissions""#) }, "\(outcome.data)")
        }
    }

    @Test func `Before consent every layer is asked but mailboxes, and none of these is called fine`() async throws {
        let state = TenantGenerator(users: 1, seed: 4, itemsPerUser: 2, now: 1_795_435_200).generate()
        try await World.with(state) { world in
            for source in ["ews", "graph"] {
                let configuration = try world.configuration("early-\(source)", hasCRM: true) { settings in
                    settings["source"] = source
                    settings["lifeCycle"] = nil
                }
                let outcome = try await RapportProgram.run(["check", "--config", configuration, "--output", "ndjson"])
                // As a sync, which reads the CRM.
                #expect(outcome.status == 0, "\(outcome.talk)")
                let rows = outcome.data.split(separator: "\n")
                #expect(rows.contains { $0.contains(#""layer":"server""#) && $0.contains(#""result":"fine""#) })
                #expect(rows.contains { $0.contains(#""layer":"crm""#) && $0.contains(#""result":"fine""#) })
                let mailboxes = rows.filter { $0.contains(#""layer":"mailbox""#) }
                #expect(mailboxes.count == 1)
                #expect(mailboxes.first?.contains(#""result":"notTried""#) == true)
            }
        }
    }

    @Test func `What could not be stored is told before any service is asked, and nothing is left behind`() async throws
    {
        let state = TenantGenerator(users: 1, seed: 4, itemsPerUser: 2, now: 1_795_435_200).generate()
        try await World.with(state) { world in
            _ = try world.directory.write("no folder", to: "file")
            let others = "\(world.directory.path)/others"
            try FileManager.default.createDirectory(
                atPath: others,
                withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o777]
            )
            let places = [
                ("file/data", "dataDirectory: '\(world.directory.path)/file/data' cannot be made or written"),
                (others, "chmod go-w"), ("/proc/data", "dataDirectory: '/proc/data' cannot be made or written"),
            ]
            for (place, expected) in places {
                let configuration = try world.configuration("astray") { $0["dataDirectory"] = place }
                let outcome = try await RapportProgram.run(["check", "--config", configuration, "--output", "ndjson"])
                #expect(outcome.status == 73, "\(outcome.talk)")
                let first = try #require(outcome.data.split(separator: "\n").first)
                #expect(first.contains(#""layer":"storage""#) && first.contains(#""result":"cannotCreate""#))
                #expect(outcome.talk.contains(expected), "\(outcome.talk)")
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: others) == [])
        }
    }

    @Test func `A host that nobody knows blocks what is behind it, and nothing else`() async throws {
        let state = TenantGenerator(users: 1, seed: 4, itemsPerUser: 2, now: 1_795_435_200).generate()
        try await World.with(state) { world in
            let configuration = try world.configuration("astray", hasCRM: true) { settings in
                var ews = settings["ews"] as? [String: Any] ?? [:]
                ews["url"] = "https://nowhere.invalid/EWS/Exchange.asmx"
                settings["ews"] = ews
            }
            let outcome = try await RapportProgram.run(["check", "--config", configuration, "--output", "ndjson"])
            #expect(outcome.status == 69, "\(outcome.talk)")
            let rows = outcome.data.split(separator: "\n").filter { $0.contains(#""subject":"nowhere.invalid""#) }
            #expect(rows.count { $0.contains(#""result":"unavailable""#) } == 1)
            #expect(rows.contains { $0.contains(#""layer":"server""#) && $0.contains(#""result":"notTried""#) })
            #expect(outcome.data.contains(#""layer":"crm","mail_folders":0,"result":"fine""#))
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
            #expect(!outcome.data.contains("mailbox "))
            #expect(outcome.data.contains("unauthenticated"))
        }
    }
}

import Connector
import ConnectorTesting
import Eligibility
import Engine
import ExchangeSimulator
import Feed
import Foundation
import Interactions
import Pipeline
import Settings
import Testing

/// What another face than the commands can do: everything, through the engine alone and without a terminal.
struct SecondDoorTests {
    @Test func `A face that is no command enables, syncs, exports, erases and reads the evidence`() async throws {
        let directory = try TemporaryDirectory()
        let identity = try TLSIdentity.generate(now: Date())
        var options = SimulatedExchange.Options()
        options.identity = identity
        let state = try TenantFile(path: Fixture.repositoryPath("Fixtures/tenants/small.json")).build().tenant
        let simulator = try await SimulatedExchange.start(tenant: Tenant(state), options: options)
        do {
            try await Self.useEverything(
                Engine(try await Self.settings(state, simulator, identity, in: directory)),
                administrator: try #require(EmailAddress(state.mailboxes[0].owner))
            )
            await simulator.stop()
        } catch {
            await simulator.stop()
            throw error
        }
    }

    private static func useEverything(_ engine: Engine, administrator: EmailAddress) async throws {
        #expect(try await engine.status().stored == nil)
        await #expect(throws: EngineError.self) { try await engine.record(.enabled, by: administrator) }
        try await engine.record(.premiumFeaturesInstalled, by: administrator)
        try await engine.record(.enabled, by: administrator)
        try await engine.record(.rolesSelected(["Salesperson"]), by: administrator)
        #expect(try await engine.eligibility().dryRun().readCount == 0)
        try await engine.record(.consentGranted, by: administrator)

        let run = try await engine.eligibility().dryRun()
        #expect(run.readCount > 0)
        let report = try await engine.sync()
        #expect(report.commits.added > 0)
        #expect(try await engine.sync().commits.added == 0)
        let status = try await engine.status()
        #expect(status.admitted == run.readCount)

        // Refused without permission, and without records of a CRM only empty.
        _ = try await Relationships(engine, for: .relationshipAnalytics, at: .now)
        _ = try await Relationships(engine, for: .whoKnowsWhom, at: .now).introductions()

        #expect(try await Self.rows(engine, of: .interaction).count == report.commits.added)
        let outsider = try await Self.rows(engine, of: .participant).first { $0.contains("\"is_internal\":false") }
        let address = outsider?.firstMatch(of: /"address":"([^"]+)"/).map { String($0.1) }
        let person = try #require(address.flatMap { EmailAddress($0) })
        let plan = try await engine.plan(erasing: .smtp(person))
        let erased = try await engine.erase(.smtp(person))
        #expect(plan.interactions > 0 && plan.interactions == erased.removed + erased.changed)
        #expect(try await engine.plan(erasing: .smtp(person)).isEmpty)
        #expect(try await engine.plan(.disabled).mailboxes == run.readCount)
        try await engine.refreshFeed()
        for stream in FeedStream.allCases {
            #expect(try await !Self.rows(engine, of: stream).contains { $0.contains(person.text) })
        }
        #expect(try engine.verifyLog().map { $0.records > 6 } == true)
        #expect(try engine.logRows().last?.kind == "erasure")
    }

    /// The lines of one stream of the feed.
    private static func rows(_ engine: Engine, of stream: FeedStream) async throws -> [String] {
        var records = JSONRecords()
        var lines: [UInt8] = []
        try await engine.feed(FeedRequest([stream]), to: &records) { records, _ in lines += records.take() }
        return String(decoding: lines, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private static func settings(
        _ state: TenantState,
        _ simulator: SimulatedExchange,
        _ identity: TLSIdentity,
        in directory: TemporaryDirectory
    ) async throws -> RapportSettings {
        let account = try #require(state.directory.users.first { $0.mayImpersonate })
        let users = state.mailboxes.map { mailbox -> [String: Any] in
            [
                "email": mailbox.owner, "enabled": true, "guest": false, "kind": "user", "location": "EUR",
                "groups": [String](), "roles": ["Salesperson", "System Administrator"],
                "administratorRoles": ["Global Administrator"], "optOut": false,
            ]
        }
        try directory.write(json: ["users": users], to: "users.json")
        _ = try directory.write(identity.authorityPEM, to: "ca.pem")
        _ = try directory.write(try #require(account.password), to: "password")
        let path = try directory.write(
            json: [
                "tenant": "test", "internalDomains": state.domains, "dataDirectory": "data", "directory": "users.json",
                "retentionDays": 36_600, "eligibility": ["licenses": ["DYN365_SALES_PREMIUM"]],
                "ews": [
                    "url": simulator.ews, "user": account.address, "passwordFile": "password", "caFile": "ca.pem",
                ],
            ],
            to: "rapport.json"
        )
        return try await RapportSettings.load(path, environment: [:])
    }
}

extension TemporaryDirectory {
    @discardableResult
    fileprivate func write(json: [String: Any], to name: String) throws -> String {
        try write(String(decoding: JSONSerialization.data(withJSONObject: json), as: UTF8.self), to: name)
    }
}

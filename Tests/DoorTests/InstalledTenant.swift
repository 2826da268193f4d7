import ConnectorTesting
import Eligibility
import Engine
import ExchangeSimulator
import Feed
import Foundation
import Interactions
import Settings
import Testing

/// A small simulated organisation that is enabled and consented, and the engine that reads it.
struct InstalledTenant {
    let directory: TemporaryDirectory
    let engine: Engine
    let mailboxes: [Mailbox]

    /// - Parameter body: gets the tenant while its server listens.
    static func with(_ body: (InstalledTenant) async throws -> Void) async throws {
        try await withNewEngine { directory, engine, mailboxes in
            let administrator = try #require(mailboxes.first).address
            try await engine.record(.premiumFeaturesInstalled, by: administrator)
            try await engine.record(.enabled, by: administrator)
            try await engine.record(.rolesSelected(["Salesperson"]), by: administrator)
            try await engine.record(.consentGranted, by: administrator)
            try await body(InstalledTenant(directory: directory, engine: engine, mailboxes: mailboxes))
        }
    }

    /// The same organisation before anybody did anything.
    static func withNewEngine(_ body: (TemporaryDirectory, Engine, [Mailbox]) async throws -> Void) async throws {
        let identity = try TLSIdentity.generate(now: Date())
        var options = SimulatedExchange.Options()
        options.identity = identity
        let state = try TenantFile(path: Fixture.repositoryPath("Fixtures/tenants/small.json")).build().tenant
        let simulator = try await SimulatedExchange.start(tenant: Tenant(state), options: options)
        do {
            let directory = try TemporaryDirectory()
            let engine = Engine(try await settings(state, simulator, identity, in: directory))
            let mailboxes = state.mailboxes.compactMap { EmailAddress($0.owner).map { Mailbox(address: $0) } }
            try await body(directory, engine, mailboxes)
            await simulator.stop()
        } catch {
            await simulator.stop()
            throw error
        }
    }

    /// Everything that is stored, as the feed tells it, but for what is another one in each life of a store.
    static func rows(
        _ engine: Engine,
        of streams: [FeedStream] = [.interaction, .participant]
    ) async throws -> [String] {
        var records = JSONRecords()
        var lines: [UInt8] = []
        try await engine.feed(FeedRequest(streams), to: &records) { records, _ in
            lines += records.take()
        }
        return String(decoding: lines, as: UTF8.self).split(separator: "\n")
            .map { String($0).replacing(/"(sequence|store_epoch)":("[^"]*"|[0-9]+)/, with: "") }.sorted()
    }

    /// Somebody of another organisation who is named in what is stored.
    static func outsider(_ engine: Engine) async throws -> Participant.Address {
        let row = try await rows(engine).first { $0.contains("\"is_internal\":false") }
        let address = try #require(row?.firstMatch(of: /"address":"([^"]+)"/).map { String($0.1) })
        return try #require(Participant.Address(text: address))
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
        try write(["users": users], to: "users.json", in: directory)
        _ = try directory.write(identity.authorityPEM, to: "ca.pem")
        _ = try directory.write(try #require(account.password), to: "password")
        let path = try write(
            [
                "tenant": "test", "internalDomains": state.domains, "dataDirectory": "data", "directory": "users.json",
                "retentionDays": 36_600, "eligibility": ["licenses": ["DYN365_SALES_PREMIUM"]],
                "ews": [
                    "url": simulator.ews, "user": account.address, "passwordFile": "password", "caFile": "ca.pem",
                ],
            ],
            to: "rapport.json",
            in: directory
        )
        return try await RapportSettings.load(path, environment: [:])
    }

    @discardableResult
    private static func write(_ json: [String: Any], to name: String, in directory: TemporaryDirectory) throws -> String
    {
        try directory.write(String(decoding: JSONSerialization.data(withJSONObject: json), as: UTF8.self), to: name)
    }
}

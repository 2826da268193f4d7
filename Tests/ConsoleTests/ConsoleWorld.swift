import Connector
import ConnectorTesting
import Console
import Engine
import ExchangeSimulator
import Foundation
import Interactions
import Pipeline
import Settings
import Testing

/// An organisation with a CRM, read once into a store; every test looks at the same one.
///
/// The first mailbox's user administers; the CRM's records belong to the second's, the third's and a team of the
/// second's in turns. Some contacts have names that strangers would choose to do harm.
struct ConsoleWorld: Sendable {
    /// The CRM's rows of people get these names.
    static let hostileNames = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)", "<\u{338}script>x",
        "</title><svg/onload=alert(1)>", "{{formToken}}{{{page}}}", "[[login.text]]", "a\r\nSet-Cookie: x=1",
        "\u{202E}gnp.exe", "`${alert(1)}`", "&lt;b&gt; & <b>", "Zoë \u{1F469}\u{200D}\u{1F4BB} Müller",
        "javascript:alert(1)", "<!--", "]]>", "\u{FEFF}\u{200B}hidden",
    ]

    static let secret = "a-secret-of-the-crm-server-0123456789"
    static let origin = "https://crm.contoso.example"

    /// The seller is in it, and nobody else.
    static let team = "7ea30000-0000-4000-8000-000000000001"

    let directory: TemporaryDirectory
    let engine: Engine
    let administrator: EmailAddress
    let seller: EmailAddress
    let otherSeller: EmailAddress
    /// Seconds since 1970; whoever generates the same organisation again gives the same.
    let generatedAt: UInt32

    private static let making = Task { try await make() }

    static func shared() async throws -> ConsoleWorld { try await making.value }

    /// One that is the test's alone, and may be changed.
    static func make() async throws -> ConsoleWorld {
        let directory = try TemporaryDirectory()
        let identity = try TLSIdentity.generate(now: Date())
        var options = SimulatedExchange.Options()
        options.identity = identity
        let now = UInt32(Date().timeIntervalSince1970)
        let state = TenantGenerator(users: 3, seed: 9, itemsPerUser: 120, now: Int(now)).generate()
        let simulator = try await SimulatedExchange.start(tenant: Tenant(state), options: options)
        do {
            // Without rooms and the like, which have no user in the CRM.
            let owners = state.mailboxes.map(\.owner).filter { owner in
                state.directory.users.contains { $0.address == owner && $0.kind == .user }
            }
            let settings = try await settings(state, simulator, identity, in: directory)
            simulator.updateCRM { give(&$0, to: Array(owners[1...2]), at: Int(now)) }
            let engine = Engine(settings)
            let report = try await engine.sync()
            #expect(report.commits.added > 50)
            await simulator.stop()
            let addresses = try owners.map { try #require(EmailAddress($0)) }
            return ConsoleWorld(
                directory: directory,
                engine: engine,
                administrator: addresses[0],
                seller: addresses[1],
                otherSeller: addresses[2],
                generatedAt: now
            )
        } catch {
            await simulator.stop()
            throw error
        }
    }

    static func give(_ crm: inout CRMState, to owners: [String], at now: Int) {
        let users = crm["systemusers"]?.rows ?? [:]
        let ids = owners.compactMap { owner in
            users.first { $0.value.values["internalemailaddress"] == .text(owner) }?.key
        }
        guard ids.count == owners.count else { return }
        crm.put(team, ["name": .text("Key accounts")], in: "teams", at: now)
        crm.links["teammembership_association", default: []].append((ids[0], team))
        for table in ["accounts", "contacts", "leads", "opportunities"] {
            for (number, id) in (crm[table]?.rows.keys.sorted() ?? []).enumerated() {
                let isTeams = number % 5 == 4
                var values: [String: CRMState.Value] = [
                    "ownerid": isTeams
                        ? .lookup("team", id: team) : .lookup("systemuser", id: ids[number % ids.count])
                ]
                if table == "contacts", number < hostileNames.count { values["fullname"] = .text(hostileNames[number]) }
                crm.put(id, values, in: table, at: now)
            }
        }
    }

    private static func settings(
        _ state: TenantState,
        _ simulator: SimulatedExchange,
        _ identity: TLSIdentity,
        in directory: TemporaryDirectory
    ) async throws -> RapportSettings {
        let account = try #require(state.directory.users.first { $0.mayImpersonate })
        let users = state.mailboxes.enumerated().map { number, mailbox -> [String: Any] in
            [
                "email": mailbox.owner, "enabled": true, "guest": false, "kind": "user", "location": "EUR",
                "groups": [String](), "optOut": false,
                "roles": number == 0 ? ["Salesperson", "System Administrator"] : ["Salesperson"],
                "administratorRoles": number == 0 ? ["Global Administrator"] : [String](),
            ]
        }
        let administrator = state.mailboxes[0].owner
        _ = try directory.write(json: ["users": users], to: "users.json")
        _ = try directory.write(identity.authorityPEM, to: "ca.pem")
        _ = try directory.write(try #require(account.password), to: "password")
        _ = try directory.write(simulator.application.clientSecret, to: "secret")
        let path = try directory.write(
            json: [
                "tenant": "test", "internalDomains": state.domains, "dataDirectory": "data", "directory": "users.json",
                "retentionDays": 36_600, "eligibility": ["licenses": ["DYN365_SALES_PREMIUM"]],
                "lifeCycle": [
                    "premiumFeatures": "2026-01-01T00:00:00Z", "enabled": "2026-01-01T00:00:00Z",
                    "roles": ["Salesperson"], "administrator": administrator, "consent": "2026-01-01T00:00:00Z",
                    "consentBy": administrator,
                ],
                "ews": [
                    "url": simulator.ews, "user": account.address, "passwordFile": "password", "caFile": "ca.pem",
                ],
                "application": [
                    "login": simulator.origin, "tenantID": state.id, "clientID": simulator.application.clientID,
                    "secretFile": "secret", "caFile": "ca.pem",
                ],
                "dataverse": ["url": simulator.dataverse],
            ],
            to: "rapport.json"
        )
        return try await RapportSettings.load(path, environment: [:])
    }
}

extension TemporaryDirectory {
    fileprivate func write(json: [String: Any], to name: String) throws -> String {
        try write(String(decoding: JSONSerialization.data(withJSONObject: json), as: UTF8.self), to: name)
    }
}

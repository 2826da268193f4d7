import ConnectorTesting
import Console
import Engine
import ExchangeSimulator
import Foundation
import HTTPTypes
import Interactions
import Settings
import Testing

/// The same organisation with an identity provider that people sign in with, over TLS.
struct ProviderWorld {
    static let origin = "https://rapport.contoso.example"

    let world: ConsoleWorld
    let simulator: SimulatedExchange
    let client: ConsoleClient

    /// - Parameters:
    ///   - role: that people must have; nil for none.
    ///   - stranger: somebody of the tenant whom the directory does not have; nil for nobody.
    ///   - asksCRM: whether the CRM itself says what sellers see.
    ///   - asksAccounts: whether the tenant is asked for accounts, so that their object ids are known.
    ///   - body: may stop the provider.
    static func with(
        role: String? = nil,
        stranger: KeyPath<ConsoleWorld, EmailAddress>? = nil,
        asksCRM: Bool = false,
        asksAccounts: Bool = false,
        clock: ManualTime = ManualTime(),
        _ body: (ProviderWorld) async throws -> Void
    ) async throws {
        let world = try await ConsoleWorld.shared()
        let identity = try TLSIdentity.generate(now: Date())
        var options = SimulatedExchange.Options()
        options.identity = identity
        let now = world.generatedAt
        let state = TenantGenerator(users: 3, seed: 9, itemsPerUser: asksCRM ? 120 : 1, now: Int(now)).generate()
        let simulator = try await SimulatedExchange.start(tenant: Tenant(state), options: options)
        let name = UUID().uuidString
        _ = try world.directory.write(identity.authorityPEM, to: "\(name).pem")
        _ = try world.directory.write(simulator.application.clientSecret, to: "\(name).secret")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(world.directory.path)/rapport.json"))
        var json = try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any])
        let registration = [
            "login": simulator.origin, "tenantID": state.id, "clientID": simulator.application.clientID,
            "secretFile": "\(name).secret", "caFile": "\(name).pem",
        ]
        json["console"] = ["origin": origin, "sight": asksCRM ? "dataverse" : "owner"]
        json["signIn"] = registration.merging(role.map { ["role": $0] } ?? [:]) { $1 }
        if let stranger {
            let file = URL(fileURLWithPath: "\(world.directory.path)/users.json")
            let list = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: [[String: Any]]]
            let users = try #require(list?["users"]).filter { $0["email"] as? String != world[keyPath: stranger].text }
            let text = try JSONSerialization.data(withJSONObject: ["users": users])
            json["directory"] = try world.directory.write(
                String(decoding: text, as: UTF8.self),
                to: "\(name)-users.json"
            )
        }
        if asksAccounts {
            json["application"] = registration
            json["graph"] = ["url": simulator.graph]
            json["eligibility"] = ["licenses": ["DYN365_SALES_PREMIUM"], "askFor": ["accounts"]]
        }
        if asksCRM {
            json["application"] = registration
            json["dataverse"] = ["url": simulator.dataverse]
            let owners = [world.seller.text, world.otherSeller.text]
            simulator.updateCRM { ConsoleWorld.give(&$0, to: owners, at: Int(now)) }
        }
        let path = try world.directory.write(
            String(decoding: JSONSerialization.data(withJSONObject: json), as: UTF8.self),
            to: "\(name).json"
        )
        let engine = Engine(try await RapportSettings.load(path, environment: [:]))
        let client = try ConsoleClient(engine, clock: clock) { $0.origin = origin }
        do {
            try await body(ProviderWorld(world: world, simulator: simulator, client: client))
        } catch {
            await simulator.stop()
            throw error
        }
        await simulator.stop()
    }

    /// Goes to the provider, as a click on the link does.
    func begin() async throws -> (address: String, cookie: String) {
        let answer = try await ask("/sign-in")
        #expect(answer.status == 303)
        let cookie = try #require(answer.header("Set-Cookie"))
        #expect(cookie.contains("; HttpOnly") && cookie.contains("; Secure") && cookie.contains("SameSite=Lax"))
        #expect(cookie.contains("Path=/sign-in;"))
        return (
            try #require(answer.header("Location")), try #require(cookie.split(separator: ";").first.map(String.init))
        )
    }

    /// Chooses somebody at the provider.
    ///
    /// - Parameter user: nil for cancelling.
    /// - Returns: where the browser comes back to.
    func choose(_ user: String?, at address: String) async throws -> String {
        let parts = try #require(URLComponents(string: address))
        let choice = user.map { "login_hint=\(ConsoleClient.encoded($0))" } ?? "decline=1"
        let answer = await simulator.answer(
            ReceivedRequest(
                method: .get,
                authority: "\(parts.host ?? ""):\(parts.port ?? 0)",
                path: parts.path,
                query: "\(parts.percentEncodedQuery ?? "")&\(choice)"
            )
        )
        #expect(answer.status == .found)
        let location = try #require(answer.headers[.location])
        #expect(location.hasPrefix("\(Self.origin)/sign-in/return?"))
        return String(location.dropFirst(Self.origin.count))
    }

    func ask(_ target: String, cookie: String = "none=1", language: String = "en") async throws -> ConsoleClient.Answer
    {
        try await client.ask(
            .get,
            target,
            headers: ["Cookie": cookie, "Accept-Language": language],
            host: String(Self.origin.dropFirst(8))
        )
    }
}

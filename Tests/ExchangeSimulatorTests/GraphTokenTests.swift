import ExchangeSimulator
import Testing

/// The token endpoint and what a token opens.
struct GraphTokenTests {
    @Test func `The right secret gives a token that opens the door until it ends`() async throws {
        let exchange = try await Exchange.start()
        let client = try await GraphClient.start(exchange)
        #expect(client.token.utf8.count == 128)
        #expect(await client.get("/v1.0/users").status == 200)
        exchange.clock.advance(by: .seconds(3_598))
        #expect(await client.get("/v1.0/users").status == 200)
        exchange.clock.advance(by: .seconds(1))
        let late = await client.get("/v1.0/users")
        #expect(late.status == 401)
        #expect(late.problem == "InvalidAuthenticationToken")
    }

    @Test func `No token, a wrong one and a revoked one open nothing`() async throws {
        let exchange = try await Exchange.start()
        let stranger = await GraphClient(exchange: exchange).get("/v1.0/users")
        #expect(stranger.status == 401)
        #expect(stranger.problem == "InvalidAuthenticationToken")
        let guesser = GraphClient(exchange: exchange, token: "guess")
        #expect(await guesser.get("/v1.0/users").status == 401)
        let client = try await GraphClient.start(exchange)
        exchange.simulator.revokeTokens()
        #expect(await client.get("/v1.0/users").status == 401)
    }

    @Test(
        arguments: [
            (["client_secret": "wrong"], 401, "invalid_client", 7_000_215),
            (["client_id": "00000000-0000-0000-0000-000000000000"], 400, "unauthorized_client", 700_016),
            (["scope": "https://graph.microsoft.com/Mail.Read"], 400, "invalid_scope", 70_011),
            (["grant_type": "password"], 400, "unsupported_grant_type", 70_003),
            (["scope": nil], 400, "invalid_request", 900_144),
            (["client_secret": nil], 401, "invalid_client", 7_000_218),
        ] as [([String: String?], Int, String, Int)]
    )
    func `A wrong request is refused in the words of Entra`(
        changes: [String: String?],
        status: Int,
        error: String,
        number: Int
    ) async throws {
        let exchange = try await Exchange.start()
        let answer = await GraphClient(exchange: exchange).requestToken(changes)
        let problem = try answer.json(GraphClient.TokenProblem.self)
        #expect(answer.status == status)
        #expect(problem.error == error)
        #expect(problem.error_codes == [number])
        #expect(problem.error_description.hasPrefix("AADSTS\(number): "))
    }

    @Test func `The tenant may be named by a domain, but not by somebody else's`() async throws {
        let client = GraphClient(exchange: try await Exchange.start())
        #expect(await client.requestToken(tenant: "Contoso.example").status == 200)
        let other = await client.requestToken(tenant: "fabrikam.example")
        #expect(other.status == 400)
        #expect(try other.json(GraphClient.TokenProblem.self).error_codes == [90_002])
    }

    @Test func `The configuration names the token endpoint`() async throws {
        struct Configuration: Decodable {
            let token_endpoint: String
            let issuer: String
        }
        let client = GraphClient(exchange: try await Exchange.start())
        let answer = await client.get("/contoso.example/v2.0/.well-known/openid-configuration")
        let configuration = try answer.json(Configuration.self)
        let root = "http://127.0.0.1/\(client.exchange.tenant.snapshot.id)"
        #expect(configuration.token_endpoint == root + "/oauth2/v2.0/token")
        #expect(configuration.issuer == root + "/v2.0")
    }
}

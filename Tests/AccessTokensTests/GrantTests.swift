import AccessTokens
import ConnectorTesting
import FoundationEssentials
import HTTPTransport
import Testing

struct GrantTests {
    private static func grants(_ token: String) async throws -> [String]? {
        let body = #"{"token_type":"Bearer","expires_in":3599,"access_token":"\#(token)"}"#
        let endpoint = try Endpoint { _ in HTTPAnswer(contentType: "application/json", body: Array(body.utf8)) }
        return try await endpoint.tokens.grants(for: Endpoint.graph)?.roles
    }

    private static func token(_ claims: String) -> String {
        let text = Data(claims.utf8).base64EncodedString()
        return "e30." + text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "") + ".c2ln"
    }

    @Test(arguments: [
        (#"{"aud":"x","roles":["User.Read.All","Mail.ReadBasic.All"]}"#, ["Mail.ReadBasic.All", "User.Read.All"]),
        (#"{"aud":"x"}"#, []), (#"{"roles":["anna@contoso.example","a b",""]}"#, []),
    ])
    func `A token's permissions are its roles, sorted, and none is no error`(claims: String, roles: [String])
        async throws
    {
        #expect(try await Self.grants(Self.token(claims)) == roles)
    }

    @Test(arguments: ["opaque", "a.b", "a.!!.c", token("[]"), token("{"), "..."])
    func `Another form says nothing`(token: String) async throws {
        #expect(try await Self.grants(token) == nil)
    }
}

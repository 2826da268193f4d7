import ConnectorTesting
import HTTPTransport
import HTTPTypes
import Interactions
import OData
import Testing

@testable import MicrosoftGraph

/// By which addresses the owner of a mailbox is known, as far as the service says so.
struct MailboxFactsTests {
    @Test(
        arguments: [
            (
                ##"{"mail":"anna@example.com","proxyAddresses":["SMTP:anna@example.com","smtp:a.b@example.com","##
                    + ##""X500:/o=Example/cn=Anna","SIP:anna@example.com"]}"##,
                ["anna@example.com", "a.b@example.com", "EX:/o=example/cn=anna"]
            ),
            (#"{"mail":null,"proxyAddresses":["SMTP:anna@example.com"]}"#, ["anna@example.com"]),
            (#"{"mail":7,"proxyAddresses":[null,{},"smtp:a.b@example.com"]}"#, ["a.b@example.com"]),
            (#"{"mail":"anna@example.com","proxyAddresses":"smtp:x@example.com"}"#, ["anna@example.com"]),
            (#"{"mail":null,"proxyAddresses":null}"#, []), ("{}", []),
        ]
    )
    func `are all that Graph has, and nothing there makes the mailbox unreadable`(
        user: String,
        addresses: [String]
    ) async throws {
        #expect(try await Self.facts { Graph.answer(user) }.ownerAddresses.map(\.text) == addresses)
    }

    @Test(arguments: [
        (403, "ErrorAccessDenied"), (403, "Authorization_RequestDenied"),
    ])
    func `are none where nobody may ask`(status: Int, code: String) async throws {
        #expect(try await Self.facts { Graph.failure(status, code) }.ownerAddresses == [])
    }

    private static func facts(_ user: @escaping @Sendable () -> HTTPAnswer) async throws -> MailboxFacts {
        let transport = ScriptedTransport { exchange in
            exchange.request.path?.hasSuffix("?$select=mail,proxyAddresses") == true
                ? user() : Graph.failure(404, "ErrorItemNotFound")
        }
        let client = GraphClient(
            configuration: .init(root: try #require(ODataRoot(url: Graph.host + "/v1.0")), pageSize: 200),
            transport: transport
        ) { _ in "token" }
        return try await MailboxFacts(of: Mailbox.ID("anna@example.com"), from: client)
    }
}

import Connector
import ConnectorTesting
import EWS
import HTTPTransport
import HTTPTypes
import Interactions
import Testing

/// Answers by address; every other address does not exist.
struct AutodiscoverScript {
    enum Reply: Sendable {
        case xml(String)
        case page(String, type: String)
        case status(Int)
        case redirect(String)
        /// 401 to those who bring no credential.
        indirect case signedIn(Reply)
        case fails(HTTPError.Phase)
    }

    static let address = EmailAddress("mara@contoso.com")
    static let credential = Credential.basic(user: "reader", password: "secret")

    var configuration = Autodiscover.Configuration(credential: credential)
    /// Where the closure says yes.
    var confirms: Set<String> = []

    /// What came out, and what was asked on the way.
    struct Outcome {
        let result: Result<EWSEndpoint, SourceError>
        let exchanges: [HTTPExchange]

        var url: String? { try? result.get().url }

        var error: SourceError? {
            if case .failure(let error) = result { error } else { nil }
        }

        var askedURLs: [String] {
            exchanges.map { "https://\($0.request.authority ?? "")\($0.request.path ?? "")" }
        }

        var credentials: [String] { exchanges.map(\.credential.description) }
    }

    func run(_ replies: [String: Reply], address: EmailAddress? = AutodiscoverScript.address) async throws -> Outcome {
        let transport = ScriptedTransport { exchange in
            let url =
                "\(exchange.request.scheme ?? "")://\(exchange.request.authority ?? "")\(exchange.request.path ?? "")"
            #expect(exchange.request.scheme == "https")
            #expect(exchange.request.method == .post)
            return try Self.answer(replies[url] ?? .fails(.resolve), credential: exchange.credential)
        }
        let confirms = confirms
        let autodiscover = Autodiscover(configuration: configuration, transport: transport) { confirms.contains($0) }
        let result: Result<EWSEndpoint, SourceError>
        do {
            result = .success(try await autodiscover.endpoint(for: #require(address)))
        } catch let error as SourceError {
            result = .failure(error)
        }
        return Outcome(result: result, exchanges: await transport.exchanges)
    }

    private static func answer(_ reply: Reply, credential: Credential) throws -> HTTPAnswer {
        switch reply {
        case .xml(let text): return HTTPAnswer(body: Array(text.utf8), chunk: 100)
        case .page(let text, let type): return HTTPAnswer(contentType: type, body: Array(text.utf8))
        case .status(let code): return HTTPAnswer(status: .init(code: code), contentType: nil, body: [])
        case .redirect(let location):
            return HTTPAnswer(status: .found, contentType: nil, fields: [.location: location], body: [])
        case .signedIn(let reply):
            return try answer(credential == .none ? .status(401) : reply, credential: credential)
        case .fails(let phase): throw HTTPError(phase, "no")
        }
    }
}

extension AutodiscoverScript.Reply {
    /// Settings of plain XML with the address of EWS.
    static func plain(_ url: String, type: String = "EXPR") -> Self {
        .xml(
            """
            <Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"><Response
            xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"><Account>
            <Action>settings</Action><Protocol><Type>\(type)</Type><EwsUrl>\(url)</EwsUrl></Protocol>
            </Account></Response></Autodiscover>
            """
        )
    }

    /// A redirect of plain XML: `redirectUrl` with `RedirectUrl`, or `redirectAddr` with `RedirectAddr`.
    static func plainRedirect(action: String, element: String, _ target: String) -> Self {
        .xml(
            """
            <Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"><Response
            xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"><Account>
            <Action>\(action)</Action><\(element)>\(target)</\(element)></Account></Response></Autodiscover>
            """
        )
    }

    /// An answer of the SOAP service about one user.
    static func soap(code: String, target: String = "", settings: [(String, String)] = []) -> Self {
        let settings = settings.map { "<UserSetting><Name>\($0)</Name><Value>\($1)</Value></UserSetting>" }.joined()
        return .xml(
            """
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><GetUserSettingsResponseMessage
            xmlns="http://schemas.microsoft.com/exchange/2010/Autodiscover"><Response><ErrorCode>NoError</ErrorCode>
            <UserResponses><UserResponse><ErrorCode>\(code)</ErrorCode><RedirectTarget>\(target)</RedirectTarget>
            <UserSettings>\(settings)</UserSettings></UserResponse></UserResponses></Response>
            </GetUserSettingsResponseMessage></s:Body></s:Envelope>
            """
        )
    }

    /// A sample of the documentation, without the damage of its bulk rewrite of `http:` to `https:` in namespaces.
    static func sample(_ name: String, mended: Bool = true) throws -> Self {
        let text = String(decoding: try Fixture.bytes("ews-samples/\(name)"), as: UTF8.self)
        guard mended else { return .xml(text) }
        return .xml(text.replacing("\"https://schemas.", with: "\"http://schemas."))
    }
}

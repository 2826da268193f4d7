import ExchangeSimulator
import Testing

struct AutodiscoverTests {
    private static let url = "http://127.0.0.1/EWS/Exchange.asmx"

    private static func plain(_ address: String, schema: String = "responseschema/2006a") -> String {
        """
        <Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"><Request>\
        <EMailAddress>\(address)</EMailAddress><AcceptableResponseSchema>\
        http://schemas.microsoft.com/exchange/autodiscover/outlook/\(schema)</AcceptableResponseSchema>\
        </Request></Autodiscover>
        """
    }

    private static func soap(_ address: String, _ settings: [String]) -> String {
        """
        <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" \
        xmlns:a="http://schemas.microsoft.com/exchange/2010/Autodiscover"><s:Body><a:GetUserSettingsRequestMessage>\
        <a:Request><a:Users><a:User><a:Mailbox>\(address)</a:Mailbox></a:User></a:Users><a:RequestedSettings>\
        \(settings.map { "<a:Setting>\($0)</a:Setting>" }.joined())</a:RequestedSettings></a:Request>\
        </a:GetUserSettingsRequestMessage></s:Body></s:Envelope>
        """
    }

    private static let redirects: [String: Autodiscover.Redirect] = [
        "old@contoso.example": .address("ann@contoso.example"),
        "far@contoso.example": .url("https://autodiscover.fabrikam.example/autodiscover/autodiscover.svc"),
    ]

    private static func ask(_ body: String, _ service: String, user: String? = Exchange.ann) async throws -> Answer {
        let exchange = try await Exchange.start(redirects: redirects)
        return await exchange.post(body, path: "/Autodiscover/Autodiscover.\(service)", user: user)
    }

    @Test(arguments: ["xml", "svc"])
    func `Nobody is told anything unasked for a password`(service: String) async throws {
        let body = service == "xml" ? Self.plain(Exchange.ann) : Self.soap(Exchange.ann, ["ExternalEwsUrl"])
        #expect(try await Self.ask(body, service, user: nil).status == 401)
    }

    @Test func `The plain service gives the address of EWS for outside and inside`() async throws {
        let answer = try await Self.ask(Self.plain(Exchange.bob), "xml")
        #expect(answer.status == 200)
        #expect(answer.texts("Action") == ["settings"])
        #expect(answer.texts("Type") == ["EXCH", "EXPR"])
        #expect(answer.texts("EwsUrl") == [Self.url, Self.url])
        #expect(answer.texts("AutoDiscoverSMTPAddress") == [Exchange.bob])
    }

    @Test func `The SOAP service gives what it has of the settings that were asked for`() async throws {
        let answer = try await Self.ask(Self.soap(Exchange.ann, ["UserDN", "ExternalEwsUrl", "PopServer"]), "svc")
        #expect(answer.texts("ErrorCode") == ["NoError", "NoError", "SettingIsNotAvailable"])
        #expect(answer.texts("Name") == ["UserDN", "ExternalEwsUrl"])
        #expect(answer.texts("Value").last == Self.url)
        #expect(answer.texts("SettingName") == ["PopServer"])
    }

    @Test(
        arguments: [
            ("old@contoso.example", "redirectAddr", "RedirectAddress", "ann@contoso.example"),
            (
                "FAR@contoso.example", "redirectUrl", "RedirectUrl",
                "https://autodiscover.fabrikam.example/autodiscover/autodiscover.svc"
            ),
        ]
    )
    func `Both services send elsewhere`(address: String, action: String, code: String, target: String) async throws {
        let plain = try await Self.ask(Self.plain(address), "xml")
        #expect(plain.texts("Action") == [action])
        #expect(plain.texts("RedirectAddr") + plain.texts("RedirectUrl") == [target])
        let soap = try await Self.ask(Self.soap(address, ["ExternalEwsUrl"]), "svc")
        #expect(soap.texts("ErrorCode") == ["NoError", code])
        #expect(soap.texts("RedirectTarget") == [target])
    }

    @Test(arguments: ["nobody@contoso.example", "gone@contoso.example"])
    func `Who has no mailbox is not found`(address: String) async throws {
        #expect(try await Self.ask(Self.plain(address), "xml").texts("ErrorCode") == ["500"])
        let soap = try await Self.ask(Self.soap(address, ["ExternalEwsUrl"]), "svc")
        #expect(soap.texts("ErrorCode") == ["NoError", "InvalidUser"])
    }

    @Test(arguments: ["", "<a/>", plain("ann@contoso.example", schema: "responseschema/2003")])
    func `The plain service does not understand`(body: String) async throws {
        let answer = try await Self.ask(body, "xml")
        #expect(answer.status == 200)
        #expect(answer.texts("ErrorCode") == ["600"])
    }
}

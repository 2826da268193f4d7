import Connector
import ConnectorTesting
import EWS
import HTTPTransport
import HTTPTypes
import Interactions
import Testing

struct AutodiscoverTests {
    private static let web = "https://contoso.com/autodiscover/autodiscover"
    private static let own = "https://autodiscover.contoso.com/autodiscover/autodiscover"
    private static let ews = "https://mail.contoso.com/EWS/Exchange.asmx"

    @Test func `Hosts and services are asked in order, and those that only the address names without a credential`()
        async throws
    {
        var script = AutodiscoverScript()
        script.configuration.server = "mail.contoso.com"
        let outcome = try await script.run([:])
        #expect(
            outcome.askedURLs == [
                "https://mail.contoso.com/autodiscover/autodiscover.svc",
                "https://mail.contoso.com/autodiscover/autodiscover.xml",
                Self.web + ".svc", Self.web + ".xml", Self.own + ".svc", Self.own + ".xml",
            ]
        )
        #expect(outcome.credentials == ["basic", "basic", "none", "none", "none", "none"])
        #expect(outcome.error?.code == .refusedRequest)
        #expect(
            outcome.error?.message
                == "There is no Autodiscover where it should be: set the address of EWS in the configuration."
        )
    }

    @Test func `A host that asks for the credential gets it`() async throws {
        let outcome = try await AutodiscoverScript().run([
            Self.web + ".svc": .page("<html>", type: "text/html"), Self.web + ".xml": .status(404),
            Self.own + ".svc": .signedIn(.soap(code: "NoError", settings: [("ExternalEwsUrl", Self.ews)])),
        ])
        #expect(outcome.url == Self.ews)
        #expect(outcome.credentials == ["none", "none", "none", "basic"])
        #expect(outcome.askedURLs.last == Self.own + ".svc")
    }

    @Test func `The request of the SOAP service asks for the two addresses of EWS`() async throws {
        let outcome = try await AutodiscoverScript().run([:])
        let request = try #require(outcome.exchanges.first)
        let expected = """
            <?xml version="1.0" encoding="utf-8"?>
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" \
            xmlns:a="http://schemas.microsoft.com/exchange/2010/Autodiscover" \
            xmlns:w="http://www.w3.org/2005/08/addressing"><s:Header>\
            <a:RequestedServerVersion>Exchange2013</a:RequestedServerVersion>\
            <w:Action>http://schemas.microsoft.com/exchange/2010/Autodiscover/Autodiscover/GetUserSettings</w:Action>\
            <w:To>https://contoso.com/autodiscover/autodiscover.svc</w:To></s:Header><s:Body>\
            <a:GetUserSettingsRequestMessage><a:Request><a:Users><a:User>\
            <a:Mailbox>mara@contoso.com</a:Mailbox></a:User></a:Users><a:RequestedSettings><a:Setting>ExternalEwsUrl</a:Setting><a:Setting>InternalEwsUrl</a:Setting>\
            </a:RequestedSettings></a:Request></a:GetUserSettingsRequestMessage></s:Body></s:Envelope>
            """
        #expect(String(decoding: request.body, as: UTF8.self) == expected)
        #expect(request.request.headerFields[.contentType] == "text/xml; charset=utf-8")
        #expect(request.request.headerFields[.userAgent] == "Rapport/0.2.0")
    }

    @Test func `The request of the plain service names the answer it understands`() async throws {
        let outcome = try await AutodiscoverScript().run([:])
        let expected = """
            <?xml version="1.0" encoding="utf-8"?>
            <Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006">\
            <Request><EMailAddress>mara@contoso.com</EMailAddress><AcceptableResponseSchema>\
            http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a\
            </AcceptableResponseSchema></Request></Autodiscover>
            """
        #expect(String(decoding: outcome.exchanges[1].body, as: UTF8.self) == expected)
    }

    @Test(arguments: [
        ("doc-autodiscover-pox-full.xml", "https://mail.contoso.com/EWS/Exchange.asmx"),
        ("doc-autodiscover-pox-settings.xml", "https://mail.contoso.com/ews/exchange.asmx"),
    ])
    func `A documented answer of the plain service is read`(name: String, url: String) async throws {
        #expect(try await AutodiscoverScript().run([Self.own + ".xml": .sample(name)]).url == url)
        let unmended = try await AutodiscoverScript().run([Self.own + ".xml": .sample(name, mended: false)])
        #expect(unmended.error?.code == .refusedRequest)
    }

    @Test func `A documented answer of the SOAP service is read once its last character is there`() async throws {
        guard case .xml(let text) = try AutodiscoverScript.Reply.sample("doc-autodiscover-soap-settings-malformed.xml")
        else { return }
        let cut = try await AutodiscoverScript().run([Self.own + ".svc": .xml(text)])
        #expect(cut.url == nil)
        let last = try #require(text.lastIndex(of: "s:Envelope".last ?? "e"))
        let whole = try await AutodiscoverScript().run([Self.own + ".svc": .xml(text[...last] + ">")])
        #expect(whole.url == Self.ews)
    }

    @Test(arguments: [
        ("doc-autodiscover-soap-settings.xml", SourceError.Code.serviceBlocked),
        ("doc-autodiscover-soap-error.xml", .refusedRequest), ("doc-autodiscover-pox-error.xml", .refusedRequest),
        ("doc-autodiscover-pox-redirect.xml", .refusedRequest),
    ])
    func `A documented answer without an address of EWS says why`(name: String, code: SourceError.Code) async throws {
        #expect(try await AutodiscoverScript().run([Self.own + ".svc": .sample(name)]).error?.code == code)
    }

    @Test(
        arguments: [
            ([("ExternalEwsUrl", ews), ("InternalEwsUrl", "https://cas1.contoso.com/EWS/Exchange.asmx")], ews),
            ([("InternalEwsUrl", ews), ("ExternalEwsUrl", "")], ews), ([("Other", ews)], nil), ([], nil),
            ([("ExternalEwsUrl", "http://mail.contoso.com/EWS/Exchange.asmx")], nil),
            ([("ExternalEwsUrl", "/EWS")], nil),
            ([("ExternalEwsUrl", "https://user@mail.contoso.com/EWS/Exchange.asmx")], nil),
            (
                [("ExternalEwsUrl", "https://mail.contoso.com:8443/EWS/Exchange.asmx")],
                "https://mail.contoso.com:8443/EWS/Exchange.asmx"
            ),
        ] as [([(String, String)], String?)]
    )
    func `The address for outside comes first, and only HTTPS is an address`(
        settings: [(String, String)],
        url: String?
    ) async throws {
        let reply = AutodiscoverScript.Reply.soap(code: "NoError", settings: settings)
        #expect(try await AutodiscoverScript().run([Self.own + ".svc": reply]).url == url)
    }

    @Test(arguments: [("EXPR", ews), ("EXHTTP", ews), ("EXCH", ews), ("WEB", nil), ("", nil)] as [(String, String?)])
    func `Plain settings count for the protocols of Exchange`(type: String, url: String?) async throws {
        #expect(try await AutodiscoverScript().run([Self.own + ".xml": .plain(Self.ews, type: type)]).url == url)
    }

    @Test(arguments: [
        AutodiscoverScript.Reply.page("<html><body>Welcome</body></html>", type: "text/html"),
        .page("<html><body>Welcome</body></html>", type: "text/xml"),
        .page("<!DOCTYPE html><html></html>", type: "text/xml"), .page("", type: "text/xml"),
        .xml("<Autodiscover/>"), .xml("<Autodiscover xmlns='urn:other'/>"),
        .xml(
            "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><s:Fault/></s:Body></s:Envelope>"
        ),
        .status(404), .status(400), .status(204), .fails(.resolve),
    ])
    func `What is not Autodiscover is passed over`(reply: AutodiscoverScript.Reply) async throws {
        let replies = [Self.web + ".svc": reply, Self.web + ".xml": reply]
        let alone = try await AutodiscoverScript().run(replies)
        #expect(alone.error?.code == .refusedRequest)
        #expect(alone.error?.retry == .never)
        let other = try await AutodiscoverScript().run(
            replies.merging([Self.own + ".svc": reply, Self.own + ".xml": .plain(Self.ews)]) { $1 }
        )
        #expect(other.url == Self.ews)
    }

    @Test func `A good answer under another name or type is passed over`() async throws {
        guard case .xml(let text) = AutodiscoverScript.Reply.plain(Self.ews) else { return }
        #expect(try await AutodiscoverScript().run([Self.own + ".xml": .xml(text)]).url == Self.ews)
        let replies: [AutodiscoverScript.Reply] = [
            .page(text, type: "text/html"), .page(text, type: "application/octet-stream"),
            .xml(text.replacing("/responseschema/2006\"", with: "/responseschema/2007\"")),
            .xml(text.replacing("/responseschema/2006a\"", with: "/responseschema/2006\"")),
            .xml(text.replacing("Autodiscover ", with: "Discover ").replacing("</Autodiscover>", with: "</Discover>")),
        ]
        for reply in replies {
            #expect(try await AutodiscoverScript().run([Self.own + ".xml": reply]).url == nil)
        }
    }

    @Test func `An answer cut off anywhere names no address`() async throws {
        guard case .xml(let text) = AutodiscoverScript.Reply.plain(Self.ews) else { return }
        for count in 0..<text.utf8.count {
            let cut = String(decoding: text.utf8.prefix(count), as: UTF8.self)
            #expect(try await AutodiscoverScript().run([Self.own + ".xml": .xml(cut)]).url == nil, "\(count)")
        }
    }

    @Test(arguments: [
        (
            AutodiscoverScript.Reply.status(401), SourceError.Code.unauthenticated, SourceError.Scope.source,
            SourceError.Retry.never
        ),
        (.status(403), .accessDenied, .mailbox, .never), (.status(503), .throttled, .mailbox, .now),
        (.status(500), .unavailable, .mailbox, .now), (.fails(.timeout), .unavailable, .mailbox, .now),
        (.fails(.tls), .unavailable, .mailbox, .never), (.fails(.tooLarge), .unavailable, .mailbox, .never),
        (.soap(code: "InvalidUser"), .noMailbox, .mailbox, .never),
        (.soap(code: "ServerBusy"), .throttled, .mailbox, .now),
        (.soap(code: "InvalidServerVersion"), .refusedRequest, .mailbox, .never),
    ])
    func `The most telling failure is the error`(
        reply: AutodiscoverScript.Reply,
        code: SourceError.Code,
        scope: SourceError.Scope,
        retry: SourceError.Retry
    ) async throws {
        let error = try await AutodiscoverScript().run([Self.web + ".xml": .status(404), Self.own + ".svc": reply])
            .error
        #expect(error?.code == code)
        #expect(error?.scope == scope)
        #expect(error?.retry == retry)
        for secret in ["contoso", "mara", "@", "reader", "secret"] {
            #expect(error.map { !$0.description.contains(secret) } == true)
        }
    }

    @Test func `A wrong password is tried once where it belongs`() async throws {
        var script = AutodiscoverScript()
        script.configuration.server = "mail.contoso.com"
        let outcome = try await script.run(["https://mail.contoso.com/autodiscover/autodiscover.svc": .status(401)])
        #expect(outcome.exchanges.count == 1)
        #expect(outcome.error?.code == .unauthenticated)
    }

    @Test func `Cancelling ends the search`() async throws {
        let transport = ScriptedTransport { _ in throw CancellationError() }
        let autodiscover = Autodiscover(configuration: .init(credential: .none), transport: transport)
        let address = try #require(AutodiscoverScript.address)
        await #expect(throws: CancellationError.self) { try await autodiscover.endpoint(for: address) }
        #expect(await transport.exchanges.count == 1)
    }
}

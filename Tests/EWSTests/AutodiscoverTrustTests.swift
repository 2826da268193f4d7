import Connector
import ConnectorTesting
import EWS
import HTTPTransport
import HTTPTypes
import Interactions
import Testing

/// Whom Autodiscover believes, and who gets the credential.
struct AutodiscoverTrustTests {
    private static let own = "https://autodiscover.contoso.com/autodiscover/autodiscover"
    private static let other = "https://autodiscover.fabrikam.example/autodiscover/autodiscover"
    private static let ews = "https://mail.contoso.com/EWS/Exchange.asmx"

    private static let redirects: [AutodiscoverScript.Reply] = [
        .redirect(other + ".xml"), .soap(code: "RedirectUrl", target: other + ".xml"),
        .soap(code: "RedirectAddress", target: "mara@fabrikam.example"),
        .plainRedirect(action: "redirectUrl", element: "RedirectUrl", other + ".xml"),
        .plainRedirect(action: "redirectAddr", element: "RedirectAddr", "mara@fabrikam.example"),
    ]

    @Test(arguments: redirects)
    func `A redirect to a host that nobody confirmed is not followed`(reply: AutodiscoverScript.Reply) async throws {
        let outcome = try await AutodiscoverScript().run([
            Self.own + ".xml": reply, Self.other + ".xml": .plain(Self.ews),
        ])
        #expect(outcome.error?.code == .refusedRequest)
        #expect(
            outcome.error?.message
                == "Autodiscover leads to a host that is not confirmed: add it to the confirmed hosts if it is yours."
        )
        #expect(!outcome.askedURLs.contains { $0.contains("fabrikam") })
    }

    @Test(arguments: redirects, [true, false])
    func `A redirect to a confirmed host is followed with the credential`(
        reply: AutodiscoverScript.Reply,
        isInConfiguration: Bool
    ) async throws {
        var script = AutodiscoverScript()
        if isInConfiguration {
            script.configuration.confirmedHosts = ["Autodiscover.Fabrikam.Example"]
        } else {
            script.confirms = ["autodiscover.fabrikam.example"]
        }
        let outcome = try await script.run([Self.own + ".xml": reply, Self.other + ".xml": .signedIn(.plain(Self.ews))])
        #expect(outcome.url == Self.ews)
        let last = try #require(outcome.exchanges.last)
        #expect(last.request.authority == "autodiscover.fabrikam.example")
        #expect(last.credential == AutodiscoverScript.credential)
    }

    @Test func `A redirected address is the one that is asked about`() async throws {
        var script = AutodiscoverScript()
        script.configuration.confirmedHosts = ["autodiscover.fabrikam.example"]
        let redirect = AutodiscoverScript.Reply.soap(code: "RedirectAddress", target: "elvin@fabrikam.example")
        let outcome = try await script.run([Self.own + ".svc": redirect, Self.other + ".xml": .plain(Self.ews)])
        let body = String(decoding: try #require(outcome.exchanges.last).body, as: UTF8.self)
        #expect(body.contains("<EMailAddress>elvin@fabrikam.example</EMailAddress>"))
    }

    @Test func `The address's own hosts may redirect to each other`() async throws {
        let outcome = try await AutodiscoverScript().run([
            "https://contoso.com/autodiscover/autodiscover.svc": .redirect(Self.own + ".svc"),
            Self.own + ".svc": .signedIn(.soap(code: "NoError", settings: [("ExternalEwsUrl", Self.ews)])),
        ])
        #expect(outcome.url == Self.ews)
        #expect(outcome.credentials == ["none", "none", "basic"])
    }

    @Test(arguments: [
        "http://autodiscover.contoso.com/autodiscover/autodiscover.xml",
        "HTTP://contoso.com/autodiscover/autodiscover.xml",
    ])
    func `A redirect away from TLS is not followed`(url: String) async throws {
        var script = AutodiscoverScript()
        script.confirms = ["autodiscover.contoso.com", "contoso.com"]
        for reply in [AutodiscoverScript.Reply.redirect(url), .soap(code: "RedirectUrl", target: url)] {
            let outcome = try await script.run(["https://contoso.com/autodiscover/autodiscover.svc": reply])
            #expect(outcome.error?.message == "Autodiscover leads to an address without TLS.")
        }
    }

    @Test(arguments: [
        "https://com/autodiscover/autodiscover.xml", "https://autodiscover.com/autodiscover/autodiscover.xml",
        "https://AutoDiscover.COM:443/autodiscover/autodiscover.xml",
        "https://autodiscover.co.uk/autodiscover/autodiscover.xml",
        "https://co.uk/autodiscover/autodiscover.xml", "https://127.0.0.1/autodiscover/autodiscover.xml",
        "https://localhost/autodiscover/autodiscover.xml", "https://com./autodiscover/autodiscover.xml",
        "https://[::1]/autodiscover/autodiscover.xml", "https://autodiscover.cöm/autodiscover/autodiscover.xml",
    ])
    func `No redirect leads to a top-level domain, whatever the closure says`(url: String) async throws {
        let transport = ScriptedTransport { exchange in
            exchange.request.authority == "contoso.com"
                ? HTTPAnswer(status: .found, contentType: nil, fields: [.location: url], body: [])
                : HTTPAnswer(status: .notFound, contentType: nil, body: [])
        }
        let autodiscover = Autodiscover(
            configuration: .init(credential: AutodiscoverScript.credential),
            transport: transport
        ) { _ in true }
        let address = try #require(AutodiscoverScript.address)
        await #expect(throws: SourceError.self) { try await autodiscover.endpoint(for: address) }
        let hosts = Set(await transport.exchanges.map { $0.request.authority ?? "" })
        #expect(hosts == ["contoso.com", "autodiscover.contoso.com"])
    }

    @Test(arguments: [
        "mara@com", "mara@co.uk", "mara@localhost", "mara@[192.0.2.1]", "mara@192.0.2.1", "mara@-x.com",
    ])
    func `Nothing is asked in a domain that is nobody's`(text: String) async throws {
        let outcome = try await AutodiscoverScript().run([:], address: EmailAddress(text))
        #expect(outcome.exchanges.isEmpty)
        #expect(outcome.error?.code == .refusedRequest)
    }

    @Test func `An address below a registry's domain has hosts of its own`() async throws {
        let outcome = try await AutodiscoverScript().run([:], address: EmailAddress("mara@contoso.co.uk"))
        #expect(Set(outcome.exchanges.map { $0.request.authority }) == ["contoso.co.uk", "autodiscover.contoso.co.uk"])
    }

    @Test func `A chain of redirects ends after the tenth`() async throws {
        func hop(_ number: Int) -> String { Self.own + ".xml?\(number)" }
        var replies: [String: AutodiscoverScript.Reply] = [Self.own + ".xml": .redirect(hop(1))]
        for number in 1...20 { replies[hop(number)] = .redirect(hop(number + 1)) }
        let endless = try await AutodiscoverScript().run(replies)
        #expect(endless.error?.message == "The redirects of Autodiscover come to no end.")
        #expect(endless.askedURLs.filter { $0.contains("?") }.count == 10)
        replies[hop(10)] = .plain(Self.ews)
        #expect(try await AutodiscoverScript().run(replies).url == Self.ews)
    }

    @Test func `A circle of redirects is noticed`() async throws {
        let there = Self.own + ".xml?there"
        let circle = try await AutodiscoverScript().run([
            Self.own + ".xml": .redirect(there), there: .redirect(Self.own + ".xml"),
        ])
        #expect(circle.error?.message == "The redirects of Autodiscover come to no end.")
        #expect(circle.exchanges.count == 5)
        let itself = AutodiscoverScript.Reply.soap(code: "RedirectAddress", target: "mara@contoso.com")
        let outcome = try await AutodiscoverScript().run([Self.own + ".xml": itself])
        #expect(outcome.error?.message == "The redirects of Autodiscover come to no end.")
    }

    @Test(arguments: [
        ("https://ews.contoso.com/EWS/Exchange.asmx", true), ("https://contoso.com/EWS/Exchange.asmx", true),
        ("https://autodiscover.contoso.com/EWS/Exchange.asmx", true),
        ("https://contoso.com.fabrikam.example/EWS/Exchange.asmx", false),
        ("https://notcontoso.com/EWS/Exchange.asmx", false), ("https://fabrikam.example/EWS/Exchange.asmx", false),
    ])
    func `An address of EWS outside of the mailbox's domain must be confirmed`(url: String, isOwn: Bool) async throws {
        let replies: [String: AutodiscoverScript.Reply] = [Self.own + ".xml": .plain(url)]
        #expect(try await AutodiscoverScript().run(replies).url == (isOwn ? url : nil))
        var script = AutodiscoverScript()
        script.confirms = ["contoso.com.fabrikam.example", "notcontoso.com", "fabrikam.example"]
        #expect(try await script.run(replies).url == url)
    }

    @Test(arguments: [
        "exa mple.com", "https://mail.contoso.com", "mail.contoso.com/x", "", "mail.contoso.com:0",
        "mail.contoso.com:99999", "a..b",
    ])
    func `A configured host must be a host`(server: String) async throws {
        var script = AutodiscoverScript()
        script.configuration.server = server
        let outcome = try await script.run([:])
        #expect(outcome.exchanges.isEmpty)
        #expect(outcome.error?.message == "A host for Autodiscover is not a host name in ASCII.")
    }

    @Test func `A configured host may be any, also on another port`() async throws {
        var script = AutodiscoverScript()
        script.configuration.server = "LocalHost:8443"
        let url = "https://localhost:8443/EWS/Exchange.asmx"
        let outcome = try await script.run(["https://localhost:8443/autodiscover/autodiscover.xml": .plain(url)])
        #expect(outcome.url == url)
        #expect(outcome.credentials == ["basic", "basic"])
    }
}

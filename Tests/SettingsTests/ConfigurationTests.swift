import Connector
import ConnectorTesting
import EWS
import Eligibility
import HTTPTransport
import Interactions
import MicrosoftGraph
import Normalization
import OData
import Pipeline
import Settings
import Testing

@Suite struct `The configuration` {
    @Test func `that is given as an example is read as it is meant`() async throws {
        let path = Fixture.repositoryPath("config.example.json")
        let configuration = try await RapportSettings.load(path, environment: [:])
        #expect(configuration.tenant == "contoso")
        #expect(configuration.dataDirectory == Fixture.repositoryPath("rapport-data"))
        #expect(configuration.mailboxes == nil)
        #expect(configuration.retention == Retention(days: 366))
        #expect(configuration.eligibility.directoryFile?.path == Fixture.repositoryPath("Fixtures/example/users.csv"))
        #expect(configuration.records?.path == Fixture.repositoryPath("Fixtures/example/records.csv"))
        #expect(configuration.eligibility.rules.profile == .ownServer)
        #expect(configuration.eligibility.rules.readsOwnServer)
        #expect(configuration.eligibility.rules.accountKinds == [.user])
        #expect(configuration.eligibility.declaredEvents.count == 3)
        #expect(configuration.subject == .none)
        #expect(configuration.plan.deletedMail == .keep)
        #expect(configuration.plan.mailboxes == 8)
        #expect(configuration.plan.streamsPerMailbox == 2)
        let url = try #require(EWSEndpoint(url: "https://mail.contoso.example/EWS/Exchange.asmx"))
        #expect(configuration.exchange.endpoint == .fixed(url))
        #expect(configuration.source == .ews)
        // One installation and no other: nothing of Microsoft's cloud.
        #expect(configuration.dataverse.root == nil)
        #expect(configuration.exchange.access == .impersonation)
        #expect(configuration.exchange.caFile == nil)
        #expect(configuration.exchange.source.archive == .include)
        #expect(configuration.exchange.source.subject == .leaveOut)
        #expect(configuration.exchange.source.calendarDaysBack == 366)
        #expect(configuration.exchange.source.calendarDaysAhead == 366)
    }

    @Test func `needs no more than a tenant, its domains and its users`() async throws {
        let configuration = try await load(#""ews":{"user":"u"}"#)
        #expect(configuration.dataDirectory.hasSuffix("/rapport-data"))
        #expect(configuration.exchange.endpoint == .autodiscover(server: nil, confirmedHosts: []))
        #expect(configuration.exchange.source.excludedFolders == EWSSource.Configuration().excludedFolders)
        #expect(configuration.exchange.caFile == nil)
    }

    @Test(arguments: [
        (#""url":"https://mail.contoso.com/EWS/Exchange.asmx""#, true),
        (#""url":"https://127.0.0.1:8443/EWS/Exchange.asmx""#, true),
        (#""url":"https://[::1]:8443/EWS/Exchange.asmx""#, true),
        (#""url":"https://office365.com.contoso.com/EWS/Exchange.asmx""#, true),
        (#""url":"https://outlook.office365.com/EWS/Exchange.asmx""#, false),
        (#""url":"https://OUTLOOK.office365.com:443/EWS/Exchange.asmx""#, false),
        (#""url":"https://outlook.office365.com.:443/EWS/Exchange.asmx""#, false),
        (#""url":"https://outlook.office365%2ecom/EWS/Exchange.asmx""#, false),
        (#""url":"https://outlook.office365.us/EWS/Exchange.asmx""#, false),
        (#""autodiscover":{"server":"mail.contoso.com"}"#, true),
        (#""autodiscover":{"confirmedHosts":["mail.contoso.com","127.0.0.1"]}"#, true),
        (#""autodiscover":{"server":"mail.contoso.com","confirmedHosts":["outlook.office365.com"]}"#, false),
        (#""autodiscover":{"server":"autodiscover-s.outlook.com","confirmedHosts":["mail.contoso.com"]}"#, false),
        (#""autodiscover":{"server":"Outlook.Office365.com."}"#, false),
        (#""autodiscover":{"server":"outlook.office365%2ecom"}"#, false),
        (#""autodiscover":{"confirmedHosts":[]}"#, false),
    ])
    func `knows an own server by the host from which mailboxes are read`(ews: String, isOwn: Bool) async throws {
        let configuration = try await load(#""ews":{"user":"u",\#(ews)}"#)
        #expect(configuration.eligibility.rules.readsOwnServer == isOwn)
        #expect(configuration.eligibility.rules.profile == .dynamics365)
        let graph = try await load(#""source":"graph","ews":{"user":"u",\#(ews)}"#)
        #expect(!graph.eligibility.rules.readsOwnServer)
    }

    @Test func `names the profile, and when it was stated`() async throws {
        let configuration = try await load(#""ews":{"user":"u"},"eligibility":{"profile":"ownServer"}"#)
        #expect(configuration.eligibility.rules.profile == .ownServer)
        #expect(configuration.eligibility.rules.statedAt == configuration.modifiedAt)
    }

    @Test func `says everything that can be said`() async throws {
        let configuration = try await load(
            #"""
            "dataDirectory":"/var/lib/rapport","subject":"hash",
            "sync":{"deletedMail":"remove","mailboxesAtOnce":64,"foldersAtOnce":1},
            "ews":{"autodiscover":{"server":"mail.contoso.com","confirmedHosts":["outlook.office365.com"]},
            "access":"delegation","archive":false,"excludedFolders":["drafts","sentitems"],"largestBatch":10,
            "calendarDaysBack":0,"calendarDaysAhead":3660},"retentionDays":1,
            "eligibility":{"licenses":[],"licensePatterns":["X*"],"locationExceptions":["GBR"],
            "accountKinds":["user","shared"],"excludedGroups":["a"],"auditHeadFile":"/h"},
            "lifeCycle":{"premiumFeatures":"2026-11-01T08:00:00Z","enabled":"2026-11-01T09:00:00Z","roles":["S"],
            "administrator":"Admin@contoso.example","consent":"2026-11-01T08:30:00Z","consentBy":"it@contoso.example"}
            """#
        )
        #expect(configuration.dataDirectory == "/var/lib/rapport")
        #expect(configuration.subject == .hash)
        #expect(configuration.plan.deletedMail == .remove)
        #expect(configuration.plan.mailboxes == 64)
        #expect(configuration.plan.streamsPerMailbox == 1)
        let autodiscover = ExchangeSettings.Endpoint.autodiscover(
            server: "mail.contoso.com",
            confirmedHosts: ["outlook.office365.com"]
        )
        #expect(configuration.exchange.endpoint == autodiscover)
        #expect(configuration.exchange.access == .delegation)
        #expect(configuration.exchange.source.archive == .leaveOut)
        #expect(configuration.exchange.source.subject == .read)
        #expect(configuration.exchange.source.excludedFolders == [.drafts, .sentitems])
        #expect(configuration.exchange.source.largestBatch == 10)
        #expect(configuration.exchange.source.firstBatch == 10)
        #expect(configuration.exchange.source.calendarDaysBack == 0)
        #expect(configuration.exchange.source.calendarDaysAhead == 3_660)
        #expect(configuration.retention == Retention(days: 1))
        #expect(configuration.eligibility.licenses == [])
        #expect(configuration.eligibility.rules.licenses == EligibilityRules.salesPremium + ["X*"])
        #expect(configuration.eligibility.rules.locationExceptions == ["GBR"])
        #expect(configuration.eligibility.rules.accountKinds == [.user, .shared])
        #expect(configuration.eligibility.rules.excludedGroups == ["a"])
        #expect(configuration.eligibility.rules.listed?.map(\.text) == ["ann@contoso.example"])
        let events = configuration.eligibility.declaredEvents
        #expect(events.map(\.kind) == [.premiumFeaturesInstalled, .consentGranted, .enabled, .rolesSelected(["S"])])
        #expect(
            events.map(\.actor.text) == [
                "admin@contoso.example", "it@contoso.example", "admin@contoso.example", "admin@contoso.example",
            ]
        )
        #expect(events.map(\.at.iso8601)[1] == "2026-11-01T08:30:00Z")
    }

    @Test func `gives way to the environment`() async throws {
        let configuration = try await load(
            #""dataDirectory":"one","subject":"text","ews":{"url":"https://a.example/EWS/Exchange.asmx","caFile":"one"}"#,
            environment: [
                "RAPPORT_TENANT": "fabrikam", "RAPPORT_DATA_DIRECTORY": "two", "RAPPORT_SUBJECT": "hash",
                "RAPPORT_MAILBOXES": "zoe@fabrikam.example,yan@fabrikam.example",
                "RAPPORT_SYNC_MAILBOXES_AT_ONCE": "3", "RAPPORT_EWS_CA_FILE": "two", "RAPPORT_EWS_ARCHIVE": "false",
                "RAPPORT_EWS_URL": "https://b.example/EWS/Exchange.asmx", "PATH": "/bin", "RAPPORTAGE": "x",
            ]
        )
        #expect(configuration.tenant == "fabrikam")
        #expect(configuration.dataDirectory == "two")
        #expect(configuration.subject == .hash)
        #expect(configuration.mailboxes?.map(\.address.text) == ["zoe@fabrikam.example", "yan@fabrikam.example"])
        #expect(configuration.plan.mailboxes == 3)
        #expect(configuration.exchange.caFile?.path == "two")
        #expect(configuration.exchange.source.archive == .leaveOut)
        let url = try #require(EWSEndpoint(url: "https://b.example/EWS/Exchange.asmx"))
        #expect(configuration.exchange.endpoint == .fixed(url))
    }

    @Test func `reads mailboxes through Graph where it says so, in each of Microsoft's clouds`() async throws {
        let ids = #""tenantID":"contoso.onmicrosoft.com","clientID":"11112222-3333-4444-5555-666677778888""#
        let plain = try await load(#""source":"graph","application":{\#(ids)}"#)
        #expect(plain.source == .graph)
        #expect(plain.graph.root == ODataRoot(url: "https://graph.microsoft.com/v1.0"))
        #expect(plain.graph.source.permission == .readBasic)
        #expect(plain.graph.pageSize == 200)
        #expect(plain.graph.source.calendars == .read)
        #expect(plain.graph.source.calendarDaysBack == 366)
        #expect(plain.graph.source.calendarDaysAhead == 366)
        let other = try await load(
            #"""
            "subject":"hash","source":"graph","application":{\#(ids),"cloud":"china","caFile":"/ca"},
            "graph":{"permission":"read","excludedFolders":["drafts"],"pageSize":50,
            "calendars":false,"calendarDaysBack":30,"calendarDaysAhead":0}
            """#
        )
        #expect(other.graph.root == ODataRoot(url: "https://microsoftgraph.chinacloudapi.cn/v1.0"))
        #expect(other.graph.source.permission == .read)
        #expect(other.graph.source.subject == .read)
        #expect(other.graph.source.excludedFolders == [.drafts])
        #expect(other.graph.pageSize == 50)
        #expect(other.graph.source.calendars == .leaveOut)
        #expect(other.graph.source.calendarDaysBack == 30)
        #expect(other.graph.source.calendarDaysAhead == 0)
        #expect(other.application.caFile?.path == "/ca")
        let variable = try await load(#""application":{\#(ids)}"#, environment: ["RAPPORT_SOURCE": "graph"])
        #expect(variable.source == .graph)
    }

    @Test(arguments: [
        ("ann@contoso.example", "ews"), ("ANN@contoso.example", "ews"), ("bob@contoso.example", "graph"),
        ("zoe@berlin.contoso.example", "ews"), ("yan@berlin.contoso.example", "graph"), ("x@fabrikam.example", nil),
    ])
    func `says which mailboxes of a hybrid organisation are read where`(address: String, source: String?) async throws {
        let settings = try await load(
            #"""
            "source":"hybrid","hybrid":{"ews":["ann@contoso.example","*.contoso.example"],
            "graph":["contoso.example","Yan@Berlin.contoso.example"]}
            """#
        )
        #expect(settings.hybrid.source(of: try #require(EmailAddress(address)))?.rawValue == source)
    }

    @Test func `takes names of earlier versions, and one window of calendars for all sources`() async throws {
        let now = try await load(#""calendar":{"daysBack":10,"daysAhead":20}"#)
        let former = try await load(#""ews":{"calendarDaysBack":10},"graph":{"calendarDaysAhead":20}"#)
        let same = try await load(
            #""ews":{"calendarDaysBack":10},"graph":{"calendarDaysBack":10,"calendarDaysAhead":20}"#
        )
        for settings in [now, former, same] {
            #expect(settings.exchange.source.calendarDaysBack == 10)
            #expect(settings.exchange.source.calendarDaysAhead == 20)
            #expect(settings.graph.source.calendarDaysBack == 10)
            #expect(settings.graph.source.calendarDaysAhead == 20)
        }
        let failure = await #expect(throws: SettingsError.self) {
            try await load(#""ews":{"calendarDaysBack":10},"graph":{"calendarDaysBack":11}"#)
        }
        #expect(failure?.problems.map(\.key) == ["calendar.daysBack"])
    }

    private func load(_ settings: String, environment: [String: String] = [:]) async throws -> RapportSettings {
        let directory = try TemporaryDirectory()
        defer { withExtendedLifetime(directory) {} }
        let path = try directory.write("{\(ConfigurationFaultTests.people),\(settings)}", to: "rapport.json")
        return try await RapportSettings.load(path, environment: environment)
    }
}

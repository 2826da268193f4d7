import Connector
import ConnectorTesting
import EWS
import HTTPTransport
import Interactions
import Normalization
import Pipeline
import RapportCommands
import Testing

@Suite struct `The configuration` {
    @Test func `that is given as an example is read as it is meant`() async throws {
        let path = Fixture.repositoryPath("config.example.json")
        let configuration = try await RapportConfiguration.load(path, environment: [:])
        #expect(configuration.tenant == "contoso")
        #expect(configuration.dataDirectory == "rapport-data")
        #expect(configuration.mailboxes.map(\.address.text) == ["ann@contoso.com", "bob@contoso.com"])
        #expect(configuration.subject == .none)
        #expect(configuration.plan.deletedMail == .keep)
        #expect(configuration.plan.mailboxes == 8)
        #expect(configuration.plan.streamsPerMailbox == 2)
        let url = try #require(EWSEndpoint(url: "https://mail.contoso.com/EWS/Exchange.asmx"))
        #expect(configuration.exchange.endpoint == .fixed(url))
        #expect(configuration.exchange.access == .impersonation)
        #expect(configuration.exchange.caFile == "/etc/rapport/ca.pem")
        #expect(configuration.exchange.source.archive == .include)
        #expect(configuration.exchange.source.subject == .leaveOut)
        #expect(configuration.exchange.source.calendarDaysBack == 366)
        #expect(configuration.exchange.source.calendarDaysAhead == 366)
    }

    @Test func `needs no more than a tenant, its domains and its mailboxes`() async throws {
        let configuration = try await load(#""ews":{"user":"u"}"#)
        #expect(configuration.dataDirectory == "rapport-data")
        #expect(configuration.exchange.endpoint == .autodiscover(server: nil, confirmedHosts: []))
        #expect(configuration.exchange.source.excludedFolders == EWSSource.Configuration().excludedFolders)
        #expect(configuration.exchange.caFile == nil)
    }

    @Test func `says everything that can be said`() async throws {
        let configuration = try await load(
            #"""
            "dataDirectory":"/var/lib/rapport","subject":"hash",
            "sync":{"deletedMail":"remove","mailboxesAtOnce":64,"foldersAtOnce":1},
            "ews":{"autodiscover":{"server":"mail.contoso.com","confirmedHosts":["outlook.office365.com"]},
            "access":"delegation","archive":false,"excludedFolders":["drafts","sentitems"],"largestBatch":10,
            "calendarDaysBack":0,"calendarDaysAhead":3660}
            """#
        )
        #expect(configuration.dataDirectory == "/var/lib/rapport")
        #expect(configuration.subject == .hash)
        #expect(configuration.plan.deletedMail == .remove)
        #expect(configuration.plan.mailboxes == 64)
        #expect(configuration.plan.streamsPerMailbox == 1)
        let autodiscover = ExchangeConfiguration.Endpoint.autodiscover(
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
        #expect(configuration.mailboxes.map(\.address.text) == ["zoe@fabrikam.example", "yan@fabrikam.example"])
        #expect(configuration.plan.mailboxes == 3)
        #expect(configuration.exchange.caFile == "two")
        #expect(configuration.exchange.source.archive == .leaveOut)
        let url = try #require(EWSEndpoint(url: "https://b.example/EWS/Exchange.asmx"))
        #expect(configuration.exchange.endpoint == .fixed(url))
    }

    private func load(_ settings: String, environment: [String: String] = [:]) async throws -> RapportConfiguration {
        let directory = try TemporaryDirectory()
        defer { withExtendedLifetime(directory) {} }
        let path = try directory.write("{\(ConfigurationFaultTests.people),\(settings)}", to: "rapport.json")
        return try await RapportConfiguration.load(path, environment: environment)
    }
}

import AccessTokens
import Connector
import Dataverse
import EWS
import ExchangeSimulator
import Foundation
import HTTPTransport
import Interactions
import MicrosoftGraph
import OData
import Testing

/// What reads the simulated services.
extension World {
    /// - Parameter pages: small ones, so that there are many commits to interrupt.
    func source(pages: Int = 20, configure: (inout EWSSource.Configuration) -> Void = { _ in }) throws -> EWSSource {
        let client = EWSClient.Configuration(
            endpoint: try #require(EWSEndpoint(url: simulator.ews)),
            credential: credential
        )
        var configuration = EWSSource.Configuration()
        configuration.changesPerPage = pages
        configuration.calendarSliceDays = 120
        configure(&configuration)
        return EWSSource(client: EWSClient(configuration: client, transport: transport), configuration: configuration) {
            Timestamp(microseconds: Int64(tenant.snapshot.now) * 1_000_000)
        }
    }

    /// The same mailboxes through Microsoft Graph, with a token of the tenant's application.
    ///
    /// - Parameter other: what sends the requests instead of the world's own client.
    func graphSource(
        pages: Int = 200,
        through other: (any HTTPClient)? = nil,
        configure: (inout GraphSource.Configuration) -> Void = { _ in }
    ) throws -> GraphSource {
        let root = try #require(ODataRoot(url: simulator.graph))
        let tokens = try tokens()
        let client = GraphClient(
            configuration: .init(root: root, pageSize: pages),
            transport: other ?? transport
        ) { isRefused in
            try await tokens.token(for: Resource(root.origin), isRefused: isRefused)
        }
        var configuration = GraphSource.Configuration()
        configuration.permission = .read
        configure(&configuration)
        return GraphSource(client: client, configuration: configuration) {
            Timestamp(microseconds: Int64(tenant.snapshot.now) * 1_000_000)
        }
    }

    /// The CRM of the same tenant.
    func crmSource(
        pages: Int = 40,
        subject: DataverseSource.Configuration.Subject = .leaveOut
    ) throws -> DataverseSource {
        let root = try #require(ODataRoot(url: simulator.dataverse))
        let tokens = try tokens()
        let configuration = ODataClient.Configuration(root: root, pageSize: pages)
        let client = DataverseClient(configuration: configuration, transport: transport) { isRefused in
            try await tokens.token(for: Resource(root.origin), isRefused: isRefused)
        }
        var settings = DataverseSource.Configuration()
        settings.subject = subject
        return DataverseSource(client: client, configuration: settings) {
            Timestamp(microseconds: Int64(tenant.snapshot.now) * 1_000_000)
        }
    }

    /// The tokens of the tenant's application.
    func tokens() throws -> AccessTokenCache {
        let secret = simulator.application.clientSecret
        return AccessTokenCache(
            application: Application(
                login: try #require(Origin(url: simulator.origin)),
                tenant: tenant.snapshot.id,
                clientID: simulator.application.clientID,
                proof: .secret { secret }
            ),
            transport: transport,
            secondsSince1970: { Int(Date().timeIntervalSince1970) }
        )
    }
}

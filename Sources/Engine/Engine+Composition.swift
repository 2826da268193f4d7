import AccessTokens
import Connector
import CurlTransport
import Dataverse
import EWS
import FoundationEssentials
import HTTPTransport
import Interactions
import MicrosoftGraph
import Normalization
import OData
import Pipeline
import Settings

/// Puts the concrete types together: the composition root, and the only place that names transports, clients and sources.
extension Engine {
    /// The mailboxes' source.
    ///
    /// - Parameter mailboxes: admitted ones; the first is asked for, if the endpoint has to be found.
    /// - Throws: `SettingsError`, `EngineError`, or `SourceError` from Autodiscover.
    func mailboxSource(for mailboxes: [Mailbox], now: @escaping @Sendable () -> Timestamp) async throws
        -> SyncRun.SourceBinding
    {
        switch settings.source {
        case .ews: .init(try await ewsSource(for: mailboxes, now: now), name: EWSSource.name)
        case .graph:
            .init(
                GraphSource(client: try graphClient(), configuration: settings.graph.source, now: now),
                name: GraphSource.name
            )
        }
    }

    /// The CRM's source, nil where there is none.
    ///
    /// - Throws: `SettingsError`.
    func crmSource(now: @escaping @Sendable () -> Timestamp) throws -> SyncRun.SourceBinding? {
        guard let client = try dataverseClient() else { return nil }
        let source = DataverseSource(client: client, configuration: settings.dataverse.source, now: now)
        return .init(source, name: DataverseSource.name)
    }

    /// What makes interactions of what the sources say.
    ///
    /// - Throws: `StoreError` or `EngineError`.
    func normalizer() throws -> Normalizer {
        Normalizer(
            identity: try installation.identity(),
            internalDomains: settings.internalDomains,
            subject: settings.subject
        )
    }

    /// The tokens of the application, and the transport that they and all requests with them take.
    ///
    /// - Throws: `SettingsError`.
    func accessTokens() throws -> (tokens: AccessTokenCache, transport: CurlClient) {
        var curl = CurlClient.Configuration()
        curl.caFile = settings.application.caFile
        let transport = CurlClient(configuration: curl)
        let tokens = AccessTokenCache(
            application: try settings.application.application(),
            transport: transport,
            secondsSince1970: { Int(Date().timeIntervalSince1970) }
        )
        return (tokens, transport)
    }

    /// Nil where there is no CRM.
    ///
    /// - Throws: `SettingsError`.
    func dataverseClient() throws -> DataverseClient? {
        guard let root = settings.dataverse.root else { return nil }
        let (tokens, transport) = try accessTokens()
        let client = ODataClient.Configuration(root: root, pageSize: settings.dataverse.pageSize)
        return DataverseClient(configuration: client, transport: transport) { isRefused in
            try await tokens.token(for: Resource(root.origin), isRefused: isRefused)
        }
    }

    /// - Throws: `SettingsError`, or `EngineError` without an address.
    func graphClient() throws -> GraphClient {
        guard let root = settings.graph.root else { throw EngineError(.badSettings, "'graph.url' must be an address.") }
        let (tokens, transport) = try accessTokens()
        return GraphClient(
            configuration: ODataClient.Configuration(root: root, pageSize: settings.graph.pageSize),
            transport: transport,
            token: { try await tokens.token(for: Resource(root.origin), isRefused: $0) },
            budget: RequestBudget(limits: settings.graph.budget)
        )
    }

    private func ewsSource(
        for mailboxes: [Mailbox],
        now: @escaping @Sendable () -> Timestamp
    ) async throws -> EWSSource {
        let exchange = settings.exchange
        var curl = CurlClient.Configuration()
        curl.caFile = exchange.caFile
        let credential = try exchange.signIn.credential()
        let transport = CurlClient(configuration: curl)
        let endpoint: EWSEndpoint
        switch exchange.endpoint {
        case .fixed(let fixed): endpoint = fixed
        case .autodiscover(let server, let confirmedHosts):
            guard let address = mailboxes.first?.address else {
                throw EngineError(
                    .nobodyAdmitted,
                    "No mailbox may be read, so nobody can be asked for the endpoint."
                )
            }
            var search = Autodiscover.Configuration(credential: credential)
            search.server = server
            search.confirmedHosts = confirmedHosts
            endpoint = try await EndpointSearch(configuration: search, transport: transport).endpoint(for: address)
        }
        var client = EWSClient.Configuration(endpoint: endpoint, credential: credential)
        client.access = exchange.access
        return EWSSource(
            client: EWSClient(configuration: client, transport: transport),
            configuration: exchange.source,
            now: now
        )
    }
}

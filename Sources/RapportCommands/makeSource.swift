import AccessTokens
import Connector
import CurlTransport
import Dataverse
import EWS
import FoundationEssentials
import HTTPTransport
import Interactions
import MicrosoftGraph
import OData
import Pipeline

/// The mailboxes' source alone, for commands that store nothing.
///
/// - Parameter mailboxes: admitted ones; the first is asked for, if the endpoint has to be found.
/// - Throws: `CommandFailure`, or `SourceError` from Autodiscover.
func makeSource(
    _ configuration: RapportConfiguration,
    for mailboxes: [Mailbox],
    now: @escaping @Sendable () -> Timestamp = { .now }
) async throws -> SourceBinding {
    switch configuration.source {
    case .ews:
        try await makeEWSSource(configuration.exchange, for: mailboxes, now: now)
    case .graph:
        .init(
            GraphSource(
                client: try makeGraphClient(configuration),
                configuration: configuration.graph.source,
                now: now
            ),
            name: GraphSource.name,
            host: configuration.graph.root?.origin.host
        )
    }
}

/// The tokens of the application, and the transport that they and all requests with them take.
///
/// - Throws: `CommandFailure`.
func makeAccessTokens(
    _ configuration: ApplicationConfiguration
) throws -> (tokens: AccessTokenCache, transport: CurlClient) {
    var curl = CurlClient.Configuration()
    curl.caFile = configuration.caFile
    let transport = CurlClient(configuration: curl)
    let tokens = AccessTokenCache(
        application: try configuration.application(),
        transport: transport,
        secondsSince1970: { Int(Date().timeIntervalSince1970) }
    )
    return (tokens, transport)
}

/// The CRM's source, nil where there is none.
///
/// - Throws: `CommandFailure`.
func makeCRMSource(
    _ configuration: RapportConfiguration,
    now: @escaping @Sendable () -> Timestamp = { .now }
) throws -> SourceBinding? {
    guard let client = try makeDataverseClient(configuration) else { return nil }
    let source = DataverseSource(client: client, configuration: configuration.dataverse.source, now: now)
    return SourceBinding(source, name: DataverseSource.name, host: client.root.origin.host)
}

/// Nil where there is no CRM.
///
/// - Throws: `CommandFailure`.
func makeDataverseClient(_ configuration: RapportConfiguration) throws -> DataverseClient? {
    guard let root = configuration.dataverse.root else { return nil }
    let (tokens, transport) = try makeAccessTokens(configuration.application)
    let client = ODataClient.Configuration(root: root, pageSize: configuration.dataverse.pageSize)
    return DataverseClient(configuration: client, transport: transport) { isRefused in
        try await tokens.token(for: Resource(root.origin), isRefused: isRefused)
    }
}

/// - Throws: `CommandFailure`.
func makeGraphClient(_ configuration: RapportConfiguration) throws -> GraphClient {
    guard let root = configuration.graph.root else {
        throw CommandFailure(.badConfiguration, "'graph.url' must be an address.")
    }
    let (tokens, transport) = try makeAccessTokens(configuration.application)
    return GraphClient(
        configuration: ODataClient.Configuration(root: root, pageSize: configuration.graph.pageSize),
        transport: transport,
        token: { try await tokens.token(for: Resource(root.origin), isRefused: $0) },
        budget: RequestBudget(limits: configuration.graph.budget)
    )
}

private func makeEWSSource(
    _ exchange: ExchangeConfiguration,
    for mailboxes: [Mailbox],
    now: @escaping @Sendable () -> Timestamp
) async throws -> SourceBinding {
    var curl = CurlClient.Configuration()
    curl.caFile = exchange.caFile
    let credential = try exchange.signIn.credential()
    let transport = CurlClient(configuration: curl)
    let endpoint: EWSEndpoint
    switch exchange.endpoint {
    case .fixed(let fixed): endpoint = fixed
    case .autodiscover(let server, let confirmedHosts):
        guard let address = mailboxes.first?.address else {
            throw CommandFailure(.nothingEligible, "No mailbox may be read, so nobody can be asked for the endpoint.")
        }
        var search = Autodiscover.Configuration(credential: credential)
        search.server = server
        search.confirmedHosts = confirmedHosts
        endpoint = try await Autodiscover(configuration: search, transport: transport) { host in
            Terminal.say(
                "Autodiscover leads to '\(host)'. If you trust it, add it to 'ews.autodiscover.confirmedHosts'."
            )
            return false
        }.endpoint(for: address)
    }
    var client = EWSClient.Configuration(endpoint: endpoint, credential: credential)
    client.access = exchange.access
    let source = EWSSource(
        client: EWSClient(configuration: client, transport: transport),
        configuration: exchange.source,
        now: now
    )
    return SourceBinding(source, name: EWSSource.name, host: endpoint.authority)
}

import Connector
import CurlTransport
import EWS
import HTTPTransport
import Interactions
import Normalization
import Pipeline
import SQLiteStore

/// Puts the concrete types together; the only place that names them.
///
/// - Parameters:
///   - mailboxes: admitted ones.
///   - upkeep: of the store to be written to.
/// - Throws: `CommandFailure`, `StoreError`, or `SourceError` from Autodiscover.
func makePlan(
    _ configuration: RapportConfiguration,
    for mailboxes: [Mailbox],
    upkeep: StoreUpkeep,
    now: @escaping @Sendable () -> Timestamp,
    stop: StopSignal,
    progress: @escaping @Sendable (SyncProgress) -> Void
) async throws -> SyncPlan {
    SyncPlan(
        source: try await makeSource(configuration, for: mailboxes, now: now),
        sourceName: EWSSource.name,
        upkeep: upkeep,
        normalizer: Normalizer(
            identity: try makeIdentity(configuration),
            internalDomains: configuration.internalDomains,
            subject: configuration.subject
        ),
        configuration: configuration.plan,
        stop: stop,
        progress: progress
    )
}

/// The store, for writing.
///
/// - Throws: `CommandFailure`, `StoreError`.
func makeStore(_ configuration: RapportConfiguration) throws -> SQLiteStore {
    let identity = try makeIdentity(configuration)
    return try SQLiteStore(
        directory: configuration.dataDirectory,
        tenant: configuration.tenant,
        personHash: { identity.person($0) }
    )
}

private func makeIdentity(_ configuration: RapportConfiguration) throws -> IdentityHash {
    let key = try KeyFile.load(in: configuration.dataDirectory)
    guard let identity = IdentityHash(key: key, tenant: configuration.tenant) else {
        throw CommandFailure(.cannotCreate, "The data directory holds no usable key.")
    }
    return identity
}

/// The source alone, for commands that store nothing.
///
/// - Parameter mailboxes: admitted ones; the first is asked for, if the endpoint has to be found.
func makeSource(
    _ configuration: RapportConfiguration,
    for mailboxes: [Mailbox],
    now: @escaping @Sendable () -> Timestamp = { .now }
) async throws -> EWSSource {
    let exchange = configuration.exchange
    var curl = CurlTransport.Configuration()
    curl.caFile = exchange.caFile
    let credential = try exchange.signIn.credential()
    let transport = CurlTransport(configuration: curl)
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
    return EWSSource(
        client: EWSClient(configuration: client, transport: transport),
        configuration: exchange.source,
        now: now
    )
}

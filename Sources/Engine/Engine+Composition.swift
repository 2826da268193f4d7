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
import RecordsFile
import Settings

/// Puts the concrete types together: the composition root, and the only place that names transports, clients and
/// sources.
extension Engine {
    /// The sources of mailboxes; who is read through which.
    ///
    /// - Parameters:
    ///   - mailboxes: admitted ones; the first is asked for, if the endpoint has to be found.
    ///   - eligibility: knows where a mailbox is.
    /// - Throws: `SettingsError`, `EngineError`, or `SourceError` from Autodiscover.
    func mailboxSources(
        for mailboxes: [Mailbox],
        _ eligibility: EligibilityService,
        now: @escaping @Sendable () -> Timestamp
    ) async throws -> [SourceBinding] {
        switch settings.source {
        case .ews: return [try await ewsSource(for: mailboxes, now: now) { _ in true }]
        case .graph: return [try graphSource(eligibility, now: now)]
        case .hybrid:
            let own = Set(mailboxes.filter { sourceName(of: $0, eligibility) == EWSSource.name })
            var bindings: [SourceBinding] = []
            if !own.isEmpty { bindings.append(try await ewsSource(for: own.sorted(), now: now, reads: own.contains)) }
            // Nobody here is looked for in the cloud: what is on premises has only a shell there.
            if own.count < mailboxes.count {
                bindings.append(try graphSource(eligibility, now: now) { !own.contains($0) })
            }
            return bindings
        }
    }

    /// The name of the source that a mailbox is read through now.
    func sourceName(of mailbox: Mailbox, _ eligibility: EligibilityService) -> String {
        switch settings.source {
        case .ews: EWSSource.name
        case .graph: GraphSource.name
        case .hybrid:
            // What the configuration says by name counts more than what the directory says.
            switch settings.hybrid.source(of: mailbox.address) {
            case .ews: EWSSource.name
            case .graph: GraphSource.name
            case .hybrid, nil: eligibility.isOnPremises(mailbox) ? EWSSource.name : GraphSource.name
            }
        }
    }

    /// The names of all sources through which mailboxes are read, in this configuration or another.
    static let mailboxSourceNames: Set<String> = [EWSSource.name, GraphSource.name]

    /// The names of all sources through which a CRM is read, in this configuration or another.
    static let crmSourceNames: Set<String> = [DataverseSource.name, RecordsSource.name]

    /// The name of the CRM's source, nil where there is none.
    var crmSourceName: String? {
        if settings.records != nil { return RecordsSource.name }
        return settings.dataverse.root == nil ? nil : DataverseSource.name
    }

    /// The CRM's source, nil where there is none.
    ///
    /// - Throws: `SettingsError`.
    func crmSource(now: @escaping @Sendable () -> Timestamp) throws -> SourceBinding? {
        if let records = settings.records {
            return SourceBinding(RecordsSource(path: records.path), name: RecordsSource.name, host: nil)
        }
        guard let client = try dataverseClient() else { return nil }
        let source = DataverseSource(client: client, configuration: settings.dataverse.source, now: now)
        return SourceBinding(source, name: DataverseSource.name, host: settings.dataverse.root?.origin.host)
    }

    /// What makes interactions of what the sources say.
    ///
    /// - Parameter directory: who is who in the organisation.
    /// - Throws: `StoreError` or `EngineError`.
    func normalizer(_ directory: [DirectoryEntry]) throws -> Normalizer {
        Normalizer(
            identity: try installation.identity(),
            internalDomains: settings.internalDomains,
            directory: directory,
            plusAddressing: settings.plusAddressing,
            subject: settings.subject
        )
    }

    /// What sends requests, and notes what time the hosts say it is.
    func client(caFile: SettingPath?) -> any HTTPClient {
        var curl = CurlClient.Configuration()
        curl.caFile = caFile?.path
        return DatedClient(CurlClient(configuration: curl), noting: times)
    }

    /// The tokens of the application, and the transport that they and all requests with them take.
    ///
    /// - Throws: `SettingsError`.
    func accessTokens() throws -> (tokens: AccessTokenCache, transport: any HTTPClient) {
        try settings.application.caFile?.checkReadable()
        let transport = client(caFile: settings.application.caFile)
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

    private func graphSource(
        _ eligibility: EligibilityService,
        now: @escaping @Sendable () -> Timestamp,
        reads: @escaping @Sendable (Mailbox) -> Bool = { _ in true }
    ) throws -> SourceBinding {
        SourceBinding(
            GraphSource(
                client: try graphClient(),
                configuration: settings.graph.source,
                aliases: { eligibility.addresses(ofOwnerOf: $0) },
                now: now
            ),
            name: GraphSource.name,
            host: settings.graph.root?.origin.host,
            reads: reads
        )
    }

    private func ewsSource(
        for mailboxes: [Mailbox],
        now: @escaping @Sendable () -> Timestamp,
        reads: @escaping @Sendable (Mailbox) -> Bool
    ) async throws -> SourceBinding {
        let exchange = settings.exchange
        let credential = try exchange.signIn.credential()
        try exchange.caFile?.checkReadable()
        let transport = client(caFile: exchange.caFile)
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
        let source = EWSSource(
            client: EWSClient(configuration: client, transport: transport),
            configuration: exchange.source,
            now: now
        )
        return SourceBinding(source, name: EWSSource.name, host: endpoint.authority, reads: reads)
    }
}

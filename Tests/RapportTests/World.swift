import AccessTokens
import Connector
import ConnectorTesting
import CurlTransport
import Dataverse
import EWS
import Eligibility
import ExchangeSimulator
import Foundation
import HTTPTransport
import HTTPTypes
import Interactions
import MicrosoftGraph
import Normalization
import OData
import Pipeline
import SQLiteStore
import Testing

/// A simulated organisation on loopback, and all that reads it over TLS into a store on disk.
struct World: Sendable {
    let tenant: Tenant
    let mailboxes: [Mailbox]
    let directory: TemporaryDirectory
    private let simulator: SimulatedExchange
    private let transport: CurlClient
    private let credential: Credential
    let domains: [String]

    /// - Parameters:
    ///   - mailboxes: only so many of the tenant's are read.
    ///   - body: gets the world while the server listens.
    static func with<Result>(
        _ state: TenantState,
        mailboxes: Int = .max,
        configure: (inout SimulatedExchange.Options) -> Void = { _ in },
        _ body: (World) async throws -> Result
    ) async throws -> Result {
        var options = SimulatedExchange.Options()
        let identity = try TLSIdentity.generate(now: Date())
        options.identity = identity
        configure(&options)
        let tenant = Tenant(state)
        let simulator = try await SimulatedExchange.start(tenant: tenant, options: options)
        do {
            let result = try await body(World(tenant, state, mailboxes: mailboxes, simulator, identity))
            await simulator.stop()
            return result
        } catch {
            await simulator.stop()
            throw error
        }
    }

    /// Lets other things go wrong from now on.
    func use(_ faults: FaultPlan) { simulator.use(faults) }

    /// Lets other things go wrong with Graph from now on.
    func use(_ faults: WebFaultPlan) { simulator.use(faults) }

    /// What the server counted of Graph.
    var webStatistics: WebFaultGate.Statistics { simulator.webStatistics }

    /// What the server counted.
    var statistics: Statistics { simulator.statistics }

    private init(
        _ tenant: Tenant,
        _ state: TenantState,
        mailboxes count: Int,
        _ simulator: SimulatedExchange,
        _ identity: TLSIdentity
    ) throws {
        self.tenant = tenant
        self.simulator = simulator
        directory = try TemporaryDirectory()
        mailboxes = state.mailboxes.prefix(count).compactMap { EmailAddress($0.owner).map { Mailbox(address: $0) } }
        domains = state.domains
        var curl = CurlClient.Configuration()
        curl.caFile = try directory.write(identity.authorityPEM, to: "ca.pem")
        transport = CurlClient(configuration: curl)
        let account = try #require(state.directory.users.first { $0.mayImpersonate })
        credential = .basic(user: account.address, password: try #require(account.password))
    }

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
    func graphSource(
        pages: Int = 200,
        configure: (inout GraphSource.Configuration) -> Void = { _ in }
    ) throws -> GraphSource {
        let root = try #require(ODataRoot(url: simulator.graph))
        let tokens = try tokens()
        let client = GraphClient(configuration: .init(root: root, pageSize: pages), transport: transport) { isRefused in
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

    /// Changes the CRM.
    func updateCRM(_ body: (inout CRMState) -> Void) { simulator.updateCRM(body) }

    /// How the CRM stands.
    var crm: CRMState { simulator.crmState }

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

    /// Requests that the server got so far.
    var requests: Int { simulator.statistics.requests.values.reduce(0, +) }

    /// A configuration file for the program `rapport`, with a data directory of this name.
    ///
    /// - Parameter change: what is to be different.
    func configuration(_ name: String, hasCRM: Bool = false, change: (inout [String: Any]) -> Void = { _ in }) throws
        -> String
    {
        guard case .basic(let user, let password) = credential else { throw CancellationError() }
        var settings = try EligibleSettings.write(
            mailboxes.map(\.address.text),
            to: "\(name)-users.json",
            in: directory
        )
        settings["tenant"] = "test"
        settings["internalDomains"] = domains
        settings["dataDirectory"] = "\(directory.path)/\(name)"
        settings["retentionDays"] = 36_600
        settings["ews"] = [
            "url": simulator.ews, "user": user, "passwordFile": try directory.write(password, to: "password"),
            "caFile": "\(directory.path)/ca.pem",
        ]
        settings["application"] = [
            "login": simulator.origin, "tenantID": tenant.snapshot.id, "clientID": simulator.application.clientID,
            "secretFile": try directory.write(simulator.application.clientSecret, to: "secret"),
            "caFile": "\(directory.path)/ca.pem",
        ]
        settings["graph"] = ["url": simulator.graph, "permission": "read"]
        if hasCRM { settings["dataverse"] = ["url": simulator.dataverse] }
        change(&settings)
        return try EligibleSettings.write(configuration: settings, to: "\(name).json", in: directory)
    }

    /// A new store, or the one of this name again.
    func store(_ name: String = "data") throws -> SQLiteInteractionStore {
        try SQLiteInteractionStore(directory: "\(directory.path)/\(name)", tenant: "test")
    }

    func plan(
        _ store: some InteractionStore,
        source: (any Source)? = nil,
        sourceName: String = EWSSource.name,
        crm: DataverseSource? = nil,
        listed: [Mailbox]? = nil,
        clock: any Clock<Duration> = ImpatientClock(),
        stop: StopSignal = StopSignal(),
        retention: Retention? = nil,
        domains: [String]? = nil,
        directory: [DirectoryEntry] = [],
        configure: (inout SyncRun.Configuration) -> Void = { _ in },
        progress: @escaping @Sendable (SyncProgress) -> Void = { _ in }
    ) throws -> SyncRun {
        var configuration = SyncRun.Configuration()
        configuration.retry.jitter = { $0 }
        configure(&configuration)
        return SyncRun(
            mailboxes: { [mailboxSource = try source ?? self.source()] _ in
                [SourceBinding(mailboxSource, name: sourceName)]
            },
            formerSources: [EWSSource.name, GraphSource.name],
            crm: crm.map { SourceBinding($0, name: DataverseSource.name) },
            upkeep: StoreUpkeep(
                store: store,
                decide: EligibleTenant.decide(listed ?? mailboxes),
                retention: retention,
                now: { Timestamp(microseconds: Int64(tenant.snapshot.now) * 1_000_000) }
            ),
            normalizer: Normalizer(
                identity: try #require(IdentityHash(key: Array(repeating: 3, count: 32), tenant: "test")),
                internalDomains: try #require(InternalDomains(domains ?? self.domains)),
                directory: directory
            ),
            directory: directory,
            configuration: configuration,
            pauses: PauseBook(clock),
            stop: stop,
            progress: progress
        )
    }

    /// The services that the same mailboxes are read through.
    enum Service: String, CaseIterable {
        case ews, graph
    }

    /// A run that reads through `service`.
    func plan(
        _ store: some InteractionStore,
        through service: Service,
        clock: any Clock<Duration> = ImpatientClock(),
        configure: (inout SyncRun.Configuration) -> Void = { _ in }
    ) throws -> SyncRun {
        switch service {
        case .ews: try plan(store, clock: clock, configure: configure)
        case .graph:
            try plan(
                store,
                source: try graphSource(),
                sourceName: GraphSource.name,
                clock: clock,
                configure: configure
            )
        }
    }

    /// Reads everything into `store` and expects every mailbox to be complete.
    @discardableResult
    func sync(_ store: some InteractionStore, through service: Service) async throws -> CommitSummary {
        try await complete(try plan(store, through: service))
    }

    /// Reads everything into `store` and expects every mailbox to be complete.
    @discardableResult
    func sync(_ store: some InteractionStore, source: (any Source)? = nil) async throws -> CommitSummary {
        try await complete(try plan(store, source: source))
    }

    private func complete(_ plan: SyncRun) async throws -> CommitSummary {
        let report = try await plan.run(mailboxes)
        for outcome in report.mailboxes {
            guard case .complete = outcome.end else {
                Issue.record("\(outcome.end)")
                continue
            }
        }
        return report.commits
    }
}

extension SQLiteInteractionStore {
    /// Everything that is stored, in a form that two stores can be compared in.
    var content: StoreContent {
        get async throws {
            let stored = try await told(after: .start)
            let counts = try await counts()
            return StoreContent(
                stored: stored,
                liveSightings: counts.sightings,
                postponed: counts.postponed.values.reduce(0, +),
                records: try await rows(after: nil, limit: .max)
            )
        }
    }

    /// All that changed after a position: one page may leave out what changed since another one was read.
    func told(after position: ChangePosition) async throws -> [InteractionRecord] {
        var records: [InteractionRecord] = []
        var end = position
        while true {
            let page = try await interactions(after: end, limit: .max)
            guard !page.records.isEmpty else { return records }
            records += page.records
            end = page.end
        }
    }
}

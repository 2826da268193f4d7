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
    let simulator: SimulatedExchange
    let transport: CurlClient
    let credential: Credential
    let domains: [String]

    /// One for all servers: to make one takes longer than to read a small mailbox.
    private static let identity = Result { try TLSIdentity.generate(now: Date()) }

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
        let identity = try Self.identity.get()
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

    /// Changes the CRM.
    func updateCRM(_ body: (inout CRMState) -> Void) { simulator.updateCRM(body) }

    /// How the CRM stands.
    var crm: CRMState { simulator.crmState }

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
        hasPlusAddresses: Bool = false,
        configure: (inout SyncRun.Configuration) -> Void = { _ in },
        progress: @escaping @Sendable (SyncProgress) -> Void = { _ in }
    ) throws -> SyncRun {
        var configuration = SyncRun.Configuration()
        configuration.retry.jitter = { $0 }
        // A commit for every page, so that there are many to interrupt.
        configuration.changesPerCommit = 0
        configure(&configuration)
        let internalDomains = try #require(InternalDomains(domains ?? self.domains))
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
                internalDomains: internalDomains,
                directory: directory,
                plusAddressing: PlusAddressing(domains: hasPlusAddresses ? internalDomains.domains : nil)
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
        report.expectComplete()
        return report.commits
    }
}

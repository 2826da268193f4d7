import FoundationEssentials
import HTTPTypes

/// A running Exchange server without an Exchange: it answers from a tenant in memory, on loopback.
package struct SimulatedExchange: Sendable {
    package struct Options: Sendable {
        /// 0 for a free one.
        package var port = 0
        /// Nil for plain HTTP.
        package var identity: TLSIdentity?
        /// Whether answers may be compressed.
        package var offersCompression = true
        /// Whether requests have to follow Microsoft's schema.
        package var validatesRequests = true
        /// With which the application may prove itself besides its secret.
        package var applicationKeys: ApplicationKeys?
        package var faults = FaultPlan()
        package var limits = FaultGate.Limits()
        /// What goes wrong with Graph.
        package var webFaults = WebFaultPlan()
        /// By SMTP address: what Autodiscover says instead of the settings.
        package var redirects: [String: Autodiscover.Redirect] = [:]
        /// Time since any fixed moment, against which back-offs are measured; nil for the machine's clock.
        package var now: (@Sendable () -> Duration)?

        package init() {}
    }

    package let tenant: Tenant
    /// Who may ask for tokens.
    package let application: GraphApplication
    private let gate: FaultGate
    private let webGate: WebFaultGate
    private let tokens: BearerTokens
    private let signIn: SignInService
    private let crm: CRM
    private let answering: Listener.Answering
    private let listener: Listener
    private let isSecure: Bool

    /// Returns when clients can connect.
    package static func start(tenant: Tenant, options: Options = Options()) async throws -> SimulatedExchange {
        let now = options.now ?? Self.machineClock()
        let gate = FaultGate(options.faults, limits: options.limits, now: now)
        for trap in options.faults.traps { tenant.update { $0.lay(trap) } }
        let schema = options.validatesRequests ? try RequestSchema.shared.get() : nil
        let service = EWSService(
            tenant: tenant,
            schema: schema,
            offersCompression: options.offersCompression,
            faults: gate
        )
        let webGate = WebFaultGate(options.webFaults, now: now)
        let tokens = BearerTokens(now: now)
        let application = GraphApplication(tenant: tenant.snapshot, keys: options.applicationKeys)
        let signIn = SignInService(tenant: tenant, application: application)
        let identity = TokenService(tenant: tenant, application: application, tokens: tokens, signIn: signIn)
        let graph = GraphService(tenant: tenant, tokens: tokens, offersCompression: options.offersCompression)
        let crm = CRM(of: tenant)
        let dataverse = DataverseService(crm: crm, tokens: tokens)
        let isSecure = options.identity != nil
        let redirects = options.redirects
        let answering: Listener.Answering = { request in
            if request.path == StatisticsPage.path {
                return StatisticsPage(exchange: gate.statistics, graph: webGate.statistics).answer
            }
            if request.path.lowercased() == "/ews/exchange.asmx" { return await service.answer(request) }
            let root = origin(request.authority, isSecure: isSecure)
            if GraphPath.serves(request.path) {
                let id = UUID().uuidString.lowercased()
                let date = tenant.snapshot.now
                guard GraphBatch.serves(request.path) else {
                    return await webGate.answer(request, requestID: id, date: date) {
                        graph.answer(request, requestID: id, origin: root)
                    }
                }
                return await webGate.answer(request, requestID: id, date: date) {
                    await graph.answer(batch: request, requestID: id) { part in
                        await webGate.answer(part, isPart: true, requestID: id, date: date) {
                            graph.answer(part, requestID: id, origin: root)
                        }
                    }
                }
            }
            if DataverseService.serves(request.path) { return dataverse.answer(request, origin: root) }
            if let answer = identity.answer(request, origin: root) { return answer }
            guard Autodiscover.serves(path: request.path) else { return ServerAnswer(.notFound) }
            let state = tenant.snapshot
            guard EWSService.caller(of: request, in: state) != nil else {
                return ServerAnswer(.unauthorized, headers: EWSService.challenge)
            }
            return Autodiscover(url: root + path, redirects: redirects).answer(request, state: state)
        }
        let listener = try await Listener.start(
            port: options.port,
            identity: options.identity,
            answering: answering
        )
        return SimulatedExchange(
            tenant: tenant,
            application: application,
            gate: gate,
            webGate: webGate,
            tokens: tokens,
            signIn: signIn,
            crm: crm,
            answering: answering,
            listener: listener,
            isSecure: isSecure
        )
    }

    /// The endpoint of Exchange Web Services.
    package var ews: String { origin + Self.path }

    /// The endpoint of POX Autodiscover.
    package var autodiscover: String { origin + "/autodiscover/autodiscover.xml" }

    /// The root of Microsoft Graph, without a slash at the end.
    package var graph: String { origin + "/v1.0" }

    /// The root of the Dataverse Web API, without a slash at the end.
    package var dataverse: String { origin + DataverseService.path }

    /// Changes the CRM; readers see all of it or nothing.
    package func updateCRM(_ body: (inout CRMState) -> Void) { crm.update(body) }

    /// How the CRM stands at this moment.
    package var crmState: CRMState { crm.snapshot }

    /// The endpoint that gives tokens for Graph.
    package var token: String { "\(origin)/\(tenant.snapshot.id)/oauth2/v2.0/token" }

    /// Scheme, host and port.
    package var origin: String { Self.origin("127.0.0.1:\(listener.port)", isSecure: isSecure) }

    /// What was asked and refused so far.
    package var statistics: Statistics { gate.statistics }

    /// What was asked of Graph so far.
    package var webStatistics: WebFaultGate.Statistics { webGate.statistics }

    /// Puts another plan of Graph's faults in place, with all its counting at zero.
    package func use(_ faults: WebFaultPlan) { webGate.use(faults) }

    /// Puts another plan of faults in place, with all its counting at zero.
    package func use(_ faults: FaultPlan) {
        for trap in faults.traps { tenant.update { $0.lay(trap) } }
        gate.use(faults)
    }

    /// What people who sign in get from now on.
    package func use(_ plan: SignInPlan) { signIn.use(plan) }

    /// Makes all access tokens invalid that were given out.
    package func revokeTokens() {
        tokens.revokeAll()
    }

    /// What a client would get that sends this request.
    package func answer(_ request: ReceivedRequest) async -> ServerAnswer {
        await answering(request)
    }

    /// Closes the port and all connections.
    package func stop() async {
        await listener.stop()
    }

    private static func machineClock() -> @Sendable () -> Duration {
        let clock = ContinuousClock()
        let start = clock.now
        return { clock.now - start }
    }

    private static let path = "/EWS/Exchange.asmx"

    private static func origin(_ authority: String, isSecure: Bool) -> String {
        "\(isSecure ? "https" : "http")://\(authority)"
    }
}

import AccessTokens
import Connector
import ConnectorTesting
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
import Synchronization
import Testing

/// All services of a simulated organisation, asked without sockets, one sequence of pages of which is disturbed.
final class DisturbedServices: HTTPClient {
    enum Service: String, CaseIterable { case ews, graph, dataverse, tokens }

    enum Position: String, CaseIterable { case first, middle, last }

    /// From which answer on what happens instead.
    struct Plan {
        let disturbance: Disturbance
        /// A sequence of pages, or nil for the tokens alone.
        let sequence: String?
        /// From 1.
        let first: Int
        /// Whether it is the token that is asked for next that does not come.
        var concernsTokens = false
    }

    private struct State {
        var counts: [String: Int] = [:]
        var plan: Plan?
        var disturbed = 0
        var refusesTokens = false
        var captured: Disturbance.Good?
        var stop: StopSignal?
        var requests = 0
        /// Chance, if answers are mixed up.
        var mixing: SplitMix64?
        var earlier: [Disturbance.Good] = []
        var delayed: [Disturbance.Good] = []
        var mixed = 0
    }

    private let simulator: SimulatedExchange
    private let state = Mutex(State())
    let mailboxes: [Mailbox]
    private let domains: [String]
    private let credential: Credential
    private let now: Timestamp
    /// By which tokens grow old enough to be replaced.
    private let aging = ManualClock()

    init(_ tenant: TenantState, _ simulator: SimulatedExchange) throws {
        self.simulator = simulator
        mailboxes = tenant.mailboxes.prefix(2).compactMap { EmailAddress($0.owner).map { Mailbox(address: $0) } }
        domains = tenant.domains
        let account = try #require(tenant.directory.users.first { $0.mayImpersonate })
        credential = .basic(user: account.address, password: try #require(account.password))
        now = Timestamp(microseconds: Int64(tenant.now) * 1_000_000)
    }

    // MARK: Disturbing

    /// How many answers each sequence of pages has had.
    var counts: [String: Int] { state.withLock { $0.counts } }
    var requests: Int { state.withLock { $0.requests } }
    var disturbed: Int { state.withLock { $0.disturbed } }

    /// Begins anew.
    func use(_ plan: Plan?, stop: StopSignal? = nil) {
        state.withLock { $0 = State(plan: plan, stop: stop) }
    }

    /// Repeats some answers, delays others and gives them to who asks next; each bears the name of its own question.
    func mix(seed: UInt64) {
        state.withLock { $0 = State(mixing: SplitMix64(seed: seed)) }
    }

    /// How many answers were another question's.
    var mixed: Int { state.withLock { $0.mixed } }

    private func mixed(_ good: Disturbance.Good) -> Disturbance.Good {
        state.withLock { state in
            guard var random = state.mixing else { return good }
            defer { state.mixing = random }
            state.earlier = state.earlier.suffix(20) + [good]
            switch Int.random(in: 0..<100, using: &random) {
            case 0..<10:
                state.mixed += 1
                return state.earlier.dropLast().randomElement(using: &random) ?? good
            case 10..<25:
                state.delayed.append(good)
                guard state.delayed.count > 1 else { return good }
                state.mixed += 1
                return state.delayed.removeFirst()
            default: return good
            }
        }
    }

    func send(_ exchange: HTTPExchange) async throws -> HTTPAnswer {
        let request = received(exchange)
        let sequence = Self.sequence(of: request)
        let isToken = request.path.hasSuffix("/token")
        let (disturbance, count) = state.withLock { state -> (Disturbance?, Int) in
            state.requests += 1
            guard let plan = state.plan else {
                if let sequence { state.counts[sequence, default: 0] += 1 }
                return (nil, 0)
            }
            if plan.concernsTokens, isToken, plan.sequence == nil || state.refusesTokens {
                state.disturbed += 1
                return (plan.disturbance, state.disturbed)
            }
            guard let sequence, sequence == plan.sequence else { return (nil, 0) }
            state.counts[sequence, default: 0] += 1
            guard state.counts[sequence] ?? 0 >= plan.first else { return (nil, 0) }
            if plan.concernsTokens {
                state.refusesTokens = true
                aging.advance(by: .seconds(60))
                return (.unauthorized, 1)
            }
            state.disturbed += 1
            return (plan.disturbance, state.disturbed)
        }
        let answer = await simulator.answer(request)
        var good = Disturbance.Good(
            response: HTTPResponse(status: answer.status, headerFields: answer.headers),
            body: answer.body,
            question: "https://\(request.authority)\(request.path)?\(request.query)"
        )
        guard let disturbance else {
            // A token names no question.
            let given = isToken ? good : mixed(good)
            return given.answer(body: given.body, fields: given.response.headerFields)
        }
        if disturbance.isEndless {
            // Whatever is asked next, the page that was asked first comes again.
            good = state.withLock { state in
                let first = state.captured ?? good
                state.captured = first
                // As an answer to who asks now.
                return Disturbance.Good(response: good.response, body: first.body, question: first.question)
            }
        }
        return try await disturbance.answer(inPlaceOf: good, count: count) {
            self.state.withLock { $0.stop }?.request()
        }
    }

    private func received(_ exchange: HTTPExchange) -> ReceivedRequest {
        var headers = exchange.request.headerFields
        switch exchange.credential {
        case .basic(let user, let password):
            headers[.authorization] = "Basic " + Data("\(user):\(password)".utf8).base64EncodedString()
        case .bearer(let token): headers[.authorization] = "Bearer " + token
        case .none, .negotiate, .ntlm: break
        }
        let parts = (exchange.request.path ?? "/").split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        return ReceivedRequest(
            method: exchange.request.method,
            authority: exchange.request.authority ?? "",
            path: String(parts[0]),
            query: parts.count > 1 ? String(parts[1]) : "",
            headers: headers,
            body: exchange.body
        )
    }

    /// The folder or table that a page is asked of; nil for other questions.
    private static func sequence(of request: ReceivedRequest) -> String? {
        if request.path.lowercased().hasSuffix("/exchange.asmx") {
            let text = String(decoding: request.body, as: UTF8.self)
            guard text.contains("SyncFolderItems>"), let id = text.firstMatch(of: /Id="([^"]+)"/) else { return nil }
            return "ews " + id.output.1
        }
        if request.path.hasSuffix("/messages/delta") { return "graph " + request.path }
        let isTable = request.path.hasPrefix("/api/data/v9.2/") && !request.path.contains("EntityDefinitions")
        return isTable ? "dataverse " + request.path : nil
    }

    // MARK: Reading

    /// A run through one service.
    func run(
        _ service: Service,
        _ store: MemoryStore,
        round: Int,
        clock: any Clock<Duration>,
        stop: StopSignal = StopSignal()
    ) async throws -> RunReport {
        var configuration = SyncRun.Configuration()
        configuration.mailboxes = 2
        configuration.streamsPerMailbox = 1
        configuration.retry.jitter = { $0 }
        // Everything is read from its start.
        configuration.clockCorrections = round
        let crm = service == .dataverse ? SourceBinding(try crmSource(), name: DataverseSource.name) : nil
        let source: (any Source, String)? =
            switch service {
            case .ews: (try ewsSource(), EWSSource.name)
            case .graph, .tokens: (try graphSource(), GraphSource.name)
            case .dataverse: nil
            }
        let run = SyncRun(
            mailboxes: { _ in source.map { [SourceBinding($0.0, name: $0.1)] } ?? [] },
            crm: crm,
            upkeep: StoreUpkeep(
                store: store,
                decide: EligibleTenant.decide(mailboxes),
                retention: nil,
                now: { [now] in now }
            ),
            normalizer: Normalizer(
                identity: try #require(IdentityHash(key: Array(repeating: 3, count: 32), tenant: "test")),
                internalDomains: try #require(InternalDomains(domains))
            ),
            configuration: configuration,
            pauses: PauseBook(clock),
            stop: stop
        )
        return try await run.run(source == nil ? [] : mailboxes)
    }

    private func tokens() throws -> AccessTokenCache {
        let secret = simulator.application.clientSecret
        return AccessTokenCache(
            application: Application(
                login: try #require(Origin(url: simulator.origin)),
                tenant: simulator.tenant.snapshot.id,
                clientID: simulator.application.clientID,
                proof: .secret { secret }
            ),
            transport: self,
            clock: aging,
            secondsSince1970: { Int(Date().timeIntervalSince1970) }
        )
    }

    private func ewsSource() throws -> EWSSource {
        let endpoint = try #require(EWSEndpoint(url: simulator.ews))
        var configuration = EWSSource.Configuration()
        configuration.changesPerPage = 3
        return EWSSource(
            client: EWSClient(
                configuration: EWSClient.Configuration(endpoint: endpoint, credential: credential),
                transport: self
            ),
            configuration: configuration
        ) { [now] in now }
    }

    private func graphSource() throws -> GraphSource {
        let root = try #require(ODataRoot(url: simulator.graph))
        let tokens = try tokens()
        let client = GraphClient(configuration: .init(root: root, pageSize: 3), transport: self) { isRefused in
            try await tokens.token(for: Resource(root.origin), isRefused: isRefused)
        }
        var configuration = GraphSource.Configuration()
        configuration.permission = .read
        return GraphSource(client: client, configuration: configuration) { [now] in now }
    }

    private func crmSource() throws -> DataverseSource {
        let root = try #require(ODataRoot(url: simulator.dataverse))
        let tokens = try tokens()
        let client = DataverseClient(configuration: .init(root: root, pageSize: 4), transport: self) { isRefused in
            try await tokens.token(for: Resource(root.origin), isRefused: isRefused)
        }
        return DataverseSource(client: client, configuration: .init()) { [now] in now }
    }
}

extension Disturbance.Good {
    fileprivate func answer(body: [UInt8], fields: HTTPFields) -> HTTPAnswer {
        HTTPAnswer(status: response.status, contentType: fields[.contentType], fields: fields, body: body)
    }
}

import AccessTokens
import Connector
import EWS
import Eligibility
import HTTPTransport
import HTTPTypes
import Interactions
import OData
import Pipeline
import Settings
import SourceTransport

/// Follows the way to the data layer by layer, as far as it leads; stores nothing, and looks into no mailbox that is
/// not admitted.
struct ConnectionCheck {
    let engine: Engine
    let told: (Probe) -> Void
    private(set) var probes: [Probe] = []

    init(_ engine: Engine, told: @escaping (Probe) -> Void) {
        self.engine = engine
        self.told = told
    }

    private var settings: RapportSettings { engine.settings }

    private mutating func note(_ probe: Probe) {
        probes.append(probe)
        told(probe)
    }

    /// Runs one probe and notes what comes of it; what else it throws passes.
    private mutating func attempt(
        _ layer: Probe.Layer,
        _ subject: String,
        _ body: () async throws -> Probe.Outcome
    ) async throws {
        do {
            note(Probe(layer, subject, try await body()))
        } catch let error as SourceError {
            note(Probe(layer, subject, .failed(error)))
        } catch {
            guard let error = EngineError(error) else { throw error }
            note(Probe(layer, subject, .refused(error)))
        }
    }

    /// Whether a host's layers, or its token, failed: then nothing more is asked of it.
    private func isBlocked(_ host: String) -> Bool {
        probes.contains { $0.isFailure && $0.subject == host && $0.layer < .server }
    }

    // MARK: The layers

    mutating func run() async throws {
        try await askStorage()
        try await askHosts()
        if settings.source != .graph { try await askExchange() }
        if usesApplication { try await askTokens() }
        try await askCRM()
        try await askMailboxes()
    }

    private var usesGraph: Bool { settings.source != .ews || !settings.eligibility.asked.isSubset(of: [.roles]) }

    private var usesApplication: Bool { usesGraph || settings.dataverse.root != nil }

    /// Looks at the places that a sync writes to, and at the key, and leaves nothing behind.
    private mutating func askStorage() async throws {
        let engine = engine
        try await attempt(.storage, settings.dataDirectory) {
            let isNew = try engine.installation.existingIdentity() == nil
            if let mistake = Engine.placeMistakes(engine.settings).first {
                throw EngineError(.cannotCreate, "\(mistake.key): \(mistake.text)")
            }
            return .fine(isNew ? "Nothing is stored yet." : "")
        }
    }

    private mutating func askHosts() async throws {
        var hosts: [(origin: Origin, caFile: SettingPath?)] = []
        if settings.source != .graph {
            if case .fixed(let endpoint) = settings.exchange.endpoint, let origin = Origin(url: endpoint.url) {
                hosts.append((origin, settings.exchange.caFile))
            } else {
                note(Probe(.names, "ews", .notTried("Autodiscover finds the server, for the first admitted mailbox.")))
            }
        }
        if usesApplication {
            let roots = [usesGraph ? settings.graph.root?.origin : nil, settings.dataverse.root?.origin]
            for origin in [settings.application.loginOrigin] + roots {
                if let origin, !hosts.contains(where: { $0.origin == origin }) {
                    hosts.append((origin, settings.application.caFile))
                }
            }
        }
        for (origin, caFile) in hosts {
            do {
                try caFile?.checkReadable()
            } catch {
                note(Probe(.tls, origin.host, .refused(EngineError(.badSettings, error.message))))
                continue
            }
            for probe in try await HostProbe(origin: origin, client: engine.client(caFile: caFile)).probes() {
                note(probe)
            }
        }
    }

    /// Signs in where EWS answers, without naming a mailbox.
    private mutating func askExchange() async throws {
        let (engine, settings) = (engine, settings)
        guard case .fixed(let endpoint) = settings.exchange.endpoint, let origin = Origin(url: endpoint.url) else {
            return
        }
        guard !isBlocked(origin.host) else { return note(Probe(.server, origin.host, .notTried("It is not reached."))) }
        try await attempt(.server, origin.host) {
            let request = HTTPRequest(
                method: .get,
                scheme: endpoint.scheme,
                authority: endpoint.authority,
                path: endpoint.path
            )
            let credential = try settings.exchange.signIn.credential()
            let exchange = HTTPExchange(request: request, credential: credential)
            return try await Self.outcome(of: exchange, through: engine.client(caFile: settings.exchange.caFile))
        }
    }

    private mutating func askTokens() async throws {
        let (engine, settings) = (engine, settings)
        let login = settings.application.loginOrigin
        let roots = [usesGraph ? settings.graph.root : nil, settings.dataverse.root].compactMap(\.self)
        for root in roots {
            let host = root.origin.host
            guard !isBlocked(host), login.map({ !isBlocked($0.host) }) ?? false else {
                note(Probe(.token, host, .notTried("It, or where tokens come from, is not reached.")))
                continue
            }
            var grants: TokenGrants?
            try await attempt(.token, host) {
                grants = try await engine.accessTokens().tokens.grants(for: Resource(root.origin))
                return .fine("")
            }
            guard !isBlocked(host), root == settings.graph.root, usesGraph else { continue }
            for need in PermissionNeed.all(settings) { note(Probe(.permissions, host, need.outcome(in: grants))) }
            try await attempt(.server, host) {
                let (tokens, transport) = try engine.accessTokens()
                let token = try await tokens.token(for: Resource(root.origin), isRefused: false)
                let target = root.target(["organization"], query: "$select=id")
                let request = HTTPRequest(
                    method: .get,
                    scheme: root.origin.scheme.rawValue,
                    authority: root.origin.authority,
                    path: target.path
                )
                return try await Self.outcome(
                    of: HTTPExchange(request: request, credential: .bearer(token: token)),
                    through: transport
                )
            }
        }
    }

    /// What an answer says of the service and of who asks; that something is not permitted is an answer too.
    private static func outcome(of exchange: HTTPExchange, through client: any HTTPClient) async throws -> Probe.Outcome
    {
        var exchange = exchange
        exchange.limits.total = .seconds(30)
        do {
            let status = try await client.send(exchange).response.status.code
            switch status {
            case 401:
                let message =
                    "The service does not accept who signs in. Correct the name, the secret or the kind of it."
                return .failed(SourceError(.unauthenticated, scope: .source, retry: .never, message: message))
            case 404:
                let message = "The host answers, and there is nothing at this address. Correct it."
                return .failed(SourceError(.refusedRequest, scope: .source, retry: .never, message: message))
            case 500...:
                let message = "The service answers with a fault of its own (HTTP \(status)). Try again later."
                return .failed(SourceError(.unavailable, scope: .source, retry: .now, message: message))
            default: return .fine("")
            }
        } catch let error as HTTPError {
            return .failed(SourceError(error, concerning: .source))
        }
    }

    private mutating func askCRM() async throws {
        if let root = settings.dataverse.root, isBlocked(root.origin.host) {
            return note(Probe(.crm, root.origin.host, .notTried("It is not reached, or gives no token.")))
        }
        let subject = settings.dataverse.root?.origin.host ?? settings.records?.path ?? ""
        guard let crm = try crmSource() else {
            let advice = "There is none. Without 'dataverse.url' or 'records' nothing is scored."
            return note(Probe(.crm, subject, .notTried(advice)))
        }
        try await attempt(.crm, subject) {
            for stream in try await crm.source.streams(of: .crm) {
                _ = try await crm.source.changes(in: stream, after: nil)
            }
            return .fine("")
        }
    }

    private func crmSource() throws -> SourceBinding? {
        do {
            return try engine.crmSource(now: { [engine] in engine.serviceNow() })
        } catch is SettingsError {
            // Told with the token.
            return nil
        }
    }

    private mutating func askMailboxes() async throws {
        let engine = engine
        var service: EligibilityService?
        var mailboxes: [Mailbox] = []
        try await attempt(.eligibility, "") {
            let found = try await engine.eligibility()
            service = found
            mailboxes = try found.mailboxes.filter { try found.decide($0).admission != nil }
            return .fine("\(mailboxes.count) of \(found.mailboxes.count) mailboxes are admitted")
        }
        guard let service else { return }
        guard !mailboxes.isEmpty else {
            return note(Probe(.mailbox, "", .notTried("No mailbox is admitted. 'rapport eligibility' says why.")))
        }
        var bindings: [SourceBinding] = []
        do {
            bindings = try await engine.mailboxSources(for: mailboxes, service, now: { service.now() })
        } catch let error as SourceError {
            return note(Probe(.mailbox, "", .failed(error)))
        } catch {
            guard let error = EngineError(error) else { throw error }
            return note(Probe(.mailbox, "", .refused(error)))
        }
        for mailbox in mailboxes {
            guard let binding = bindings.first(where: { $0.reads(mailbox) }) else { continue }
            // Its token was refused, which is told; every further try may lock the account.
            if binding.name == "graph", let host = settings.graph.root?.origin.host, isBlocked(host) { continue }
            note(try await probe(mailbox, of: binding.source))
            // Asking on with a credential that was refused can lock the account.
            if case .failed(let error) = probes.last?.outcome, error.scope == .source { break }
        }
    }

    /// Asks the source for the folders of one mailbox.
    private func probe(_ mailbox: Mailbox, of source: any Source) async throws -> Probe {
        do {
            let streams = try await source.streams(of: .mailbox(mailbox))
            var probe = Probe(.mailbox, mailbox.address.text, .fine(""))
            probe.mailFolders = streams.count { $0.kind == .mail }
            probe.calendars = streams.count { $0.kind == .calendar }
            return probe
        } catch let error as SourceError {
            return Probe(.mailbox, mailbox.address.text, .failed(error))
        }
    }
}

extension Probe.Layer: Comparable {
    /// In the order in which they are asked.
    package static func < (left: Self, right: Self) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

extension PermissionNeed {
    /// What the token says of it.
    fileprivate func outcome(in grants: TokenGrants?) -> Probe.Outcome {
        guard let grants else { return .notTried("\(least), for \(purpose): the token does not say what is granted.") }
        if isMet(by: grants.roles) { return .fine("\(least), for \(purpose)") }
        if isOfMailboxes {
            return .notTried(
                "\(least), for \(purpose), is not in the token. Exchange may grant it by roles of its own; else grant it in "
                    + "Microsoft Entra, with an administrator's consent."
            )
        }
        let message =
            "\(least), for \(purpose), is not granted. Grant it in Microsoft Entra, with an administrator's consent."
        return .failed(SourceError(.accessDenied, scope: .source, retry: .never, message: message))
    }
}

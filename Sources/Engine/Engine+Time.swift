import EWS
import HTTPTransport
import HTTPTypes
import Interactions
import OData
import Settings

/// What time it is, on evidence: a dead battery or a wrong time server must not delete a store that cannot come back.
extension Engine {
    /// The earliest of the machine's time and what the services said; the machine's, as long as none has answered.
    func serviceNow() -> Timestamp {
        let machine = clock()
        return times.earliest(at: machine) ?? machine
    }

    /// Asks one configured host for the time, without a credential; silence is an answer as well.
    func askForTime() async {
        guard let (url, caFile) = timeHost, let origin = Origin(url: url), origin.isSecure else { return }
        var exchange = HTTPExchange(
            request: HTTPRequest(
                method: .get,
                scheme: origin.scheme.rawValue,
                authority: origin.authority,
                path: "/"
            )
        )
        exchange.limits.connect = .seconds(5)
        exchange.limits.idle = .seconds(5)
        exchange.limits.total = .seconds(10)
        _ = try? await client(caFile: caFile).send(exchange)
    }

    /// The address of a host that the settings name.
    private var timeHost: (url: String, caFile: SettingPath?)? {
        let application = settings.application.caFile
        if settings.source != .graph, case .fixed(let endpoint) = settings.exchange.endpoint {
            return (endpoint.url, settings.exchange.caFile)
        }
        if settings.source != .ews, let root = settings.graph.root { return (root.origin.description, application) }
        return settings.dataverse.root.map { ($0.origin.description, application) }
    }

    /// Why no record may be written with the machine's time; nil if it may.
    ///
    /// Nothing can be recorded before what is recorded already, so a record of a clock that is years ahead would hold
    /// the installation in that time for good.
    ///
    /// - Parameter latest: the time of the newest record; more than a day after it some service has to agree; nil
    ///   if there is none, and then none may disagree.
    func doubt(after latest: Timestamp?) async -> EngineError? {
        if let latest, clock().duration(since: latest) <= .seconds(86_400) { return nil }
        return await unprovenTime(after: latest)
    }

    /// Why the machine's time alone does not count; nil if some service agrees with it.
    ///
    /// - Parameter latest: the time of the newest record; nil if there is none, and then none may disagree.
    func unprovenTime(after latest: Timestamp?) async -> EngineError? {
        let machine = clock()
        if !times.agree(with: machine) { await askForTime() }
        guard !times.agree(with: machine) else { return nil }
        let told = times.furthest(at: machine)
        // The first record waits for nobody, so that one can begin before there is a server; but it contradicts nobody.
        guard latest != nil || told != nil else { return nil }
        let service = told.map { "A service says \($0.iso8601)" } ?? "No service answers"
        let newest = latest.map { "the newest record is of \($0.iso8601)" } ?? "nothing is recorded yet"
        return EngineError(
            .unprovenTime,
            "By this machine's clock it is \(machine.iso8601), and \(newest). \(service), "
                + "so that is not recorded. Set the clock right; if it is right, use --accept-clock. After a clock that was "
                + "ahead, 'rapport audit correct-clock' lets the right time count again."
        )
    }
}

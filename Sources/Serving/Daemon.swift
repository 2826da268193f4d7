package import Engine
package import Logging
import ServiceLifecycle
package import Settings
import UnixSignals

/// The process that stays: everything that goes on in it, begun together and ended together.
package struct Daemon: Sendable {
    /// Where pages are served; nil for reading alone.
    package var listen: ListenAddress?
    /// What faces add to the server.
    package var routes: [HTTPHost.Routes] = []
    /// Told the server's address, once.
    package var announce: @Sendable (String) -> Void = { _ in }
    /// Who is read, and what is accepted.
    package var request = Engine.SyncRequest()
    /// How often, instead of the settings' interval.
    package var every: Duration?
    package var supervisor = Supervisor(environment: [:])
    /// Told how far reading is, for who shows it.
    package var progress = ReadingProgress()

    private let engine: ServedEngine
    private let load: @Sendable () async throws -> Engine
    private let logger: Logger

    /// Connections and pages that are under way at the end are given so long; the pipeline itself gives them ten
    /// seconds.
    static let grace = Duration.seconds(14)

    /// - Parameter load: reads the configuration again.
    package init(_ engine: ServedEngine, logger: Logger, load: @escaping @Sendable () async throws -> Engine) {
        self.engine = engine
        var logger = logger
        logger[metadataKey: "run"] = "\(String(UInt32.random(in: 0x1000_0000 ... .max), radix: 16))"
        self.logger = logger
        self.load = load
    }

    /// Returns after a signal to end, when everything under way is finished: within twenty seconds.
    ///
    /// - Throws: `EngineError` of code `busy` if another process has the data directory, before anything is announced;
    ///   `ListenError`, or what ends the process on its own.
    package func run() async throws {
        try engine.current.makeDirectory()
        try engine.current.requireUnserved()
        let held = try engine.current.holdStore()
        defer { withExtendedLifetime(held) {} }
        let metrics = ServiceMetrics()
        let journal = Journal(logger: logger, metrics: metrics, supervisor: supervisor)
        let services = try services(journal, metrics)
        var configuration = ServiceGroupConfiguration(
            services: services.map { service in
                .init(
                    service: service,
                    successTerminationBehavior: .ignore,
                    failureTerminationBehavior: .gracefullyShutdownGroup
                )
            },
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: Logger(label: "rapport.services") { _ in SwiftLogNoOpLogHandler() }
        )
        configuration.maximumGracefulShutdownDuration = Self.grace
        logger.notice("starting", metadata: ["version": "\(Engine.version)"])
        try await ServiceGroup(configuration: configuration).run()
        logger.notice("ended")
    }

    private func services(_ journal: Journal, _ metrics: ServiceMetrics) throws -> [any Service] {
        // What is named first ends last.
        var services: [any Service] = [
            LastResort(patience: Self.grace + .seconds(4)), Watchdog(supervisor: supervisor),
            ControlSocket(engine: engine, logger: logger),
            Reloading(engine: engine, load: load, supervisor: supervisor, logger: logger),
        ]
        if let listen {
            let health = HealthRoutes(
                unreadiness: { journal.unreadiness },
                metrics: { [engine, every] in await metrics.text(engine.current, every: every) }
            )
            services.append(
                HTTPHost(
                    listen: listen,
                    routes: [{ health.add(to: $0) }] + routes,
                    logger: logger,
                    announce: announce
                )
            )
        }
        services.append(Reading(engine: engine, request: request, every: every, journal: journal, progress: progress))
        services.append(Farewell(supervisor: supervisor, logger: logger))
        return services
    }
}

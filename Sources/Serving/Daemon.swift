import Engine
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

    private let engine: ServedEngine
    private let logger: Logger

    /// Connections and pages that are under way at the end are given so long.
    static let grace = Duration.seconds(15)

    package init(_ engine: ServedEngine, logger: Logger) {
        self.engine = engine
        self.logger = logger
    }

    /// Returns after a signal to end, when everything under way is finished.
    ///
    /// - Throws: `ListenError`, or what ends the process on its own.
    package func run() async throws {
        let health = HealthRoutes(unreadiness: { nil }, metrics: { "" })
        var services: [any Service] = []
        if let listen {
            services.append(
                HTTPHost(
                    listen: listen,
                    routes: [{ health.add(to: $0) }] + routes,
                    logger: logger,
                    announce: announce
                )
            )
        }
        var configuration = ServiceGroupConfiguration(
            services: services,
            gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger
        )
        configuration.maximumGracefulShutdownDuration = Self.grace
        try await ServiceGroup(configuration: configuration).run()
    }
}

package import Hummingbird
package import Logging
import ServiceLifecycle
package import Settings

/// The one HTTP server of the process: answers what supervisors and monitors ask, and whatever faces add to it.
///
/// It decides nothing and knows no page: a face hands it a function that adds routes to its router.
package struct HTTPHost: Service {
    /// Adds a face's routes, once, before the first request.
    ///
    /// A face that needs a context of its own makes a group with one (`router.group(context:)`).
    package typealias Routes = @Sendable (Router<BasicRequestContext>) -> Void

    private let listen: ListenAddress
    private let routes: [Routes]
    private let logger: Logger
    private let announce: @Sendable (String) -> Void

    /// - Parameters:
    ///   - routes: of all faces, in the order in which they are added.
    ///   - announce: told the address once clients can connect: a URL, or `unix:` and a path.
    package init(
        listen: ListenAddress,
        routes: [Routes],
        logger: Logger,
        announce: @escaping @Sendable (String) -> Void
    ) {
        self.listen = listen
        self.routes = routes
        self.logger = logger
        self.announce = announce
    }

    /// Serves until the group that it runs in shuts down; connections under way are answered first.
    ///
    /// - Throws: `ListenError`, if nobody can listen there.
    package func run() async throws {
        let router = Router(context: BasicRequestContext.self)
        for add in routes { add(router) }
        let announce = announce
        let listen = listen
        var application = Application(
            router: router,
            configuration: ApplicationConfiguration(address: try listen.bindAddress()),
            onServerRunning: { channel in
                listen.letOthersConnect()
                announce(listen.address(boundTo: channel.localAddress?.port))
            },
            logger: logger
        )
        application.logger.logLevel = max(logger.logLevel, .notice)
        do {
            try await application.run()
        } catch let error as CancellationError {
            throw error
        } catch let error as ListenError {
            throw error
        } catch {
            throw ListenError(listen, .unknown)
        }
    }
}

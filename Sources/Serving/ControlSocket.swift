import Connector
import Engine
import Glibc
import Hummingbird
package import Logging
import ServiceLifecycle
import Settings

/// Lets other commands of the same owner write through the process that holds the store: nobody has to stop it.
package struct ControlSocket: Service {
    private let engine: ServedEngine
    private let logger: Logger
    private let announce: @Sendable () -> Void

    /// Requests are a name and an address.
    private static let longest = 16_384

    /// - Parameter announce: called once requests are taken.
    package init(engine: ServedEngine, logger: Logger, announce: @escaping @Sendable () -> Void = {}) {
        self.engine = engine
        self.logger = logger
        self.announce = announce
    }

    /// Takes requests until the group that it runs in shuts down.
    package func run() async throws {
        try engine.current.makeDirectory()
        let path = try engine.current.controlPath()
        let host = HTTPHost(listen: .socket(path), routes: [{ add(to: $0) }], logger: logger) { _ in
            // The directory is private already.
            chmod(path, 0o600)
            announce()
        }
        do {
            try await host.run()
        } catch let error as ListenError {
            // Another process came first.
            try engine.current.requireUnserved()
            throw error
        }
        unlink(path)
    }

    private func add(to router: Router<BasicRequestContext>) {
        router.post("control") { [engine, logger] request, _ in
            let body = try await request.body.collect(upTo: Self.longest)
            let answer: [UInt8]
            do {
                answer = try await engine.current.perform(Array(body.readableBytesView))
            } catch {
                let reason = (error as? SourceError)?.description ?? "\(type(of: error))"
                logger.warning("not done on another command's request", metadata: ["reason": "\(reason)"])
                throw error
            }
            logger.info("done on another command's request")
            return Response(
                status: .ok,
                headers: [.contentType: "application/json"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer))
            )
        }
    }
}

import HTTPTypes
import Hummingbird
import HummingbirdHTTP2
import Logging

/// A socket on loopback that hands requests to a closure: HTTP/1.1, and with TLS also HTTP/2 by ALPN.
package struct Listener: Sendable {
    package typealias Answering = @Sendable (ReceivedRequest) async -> ServerAnswer

    package let port: Int
    private let serving: Task<Void, any Error>

    /// Binds the port, or a free one for 0, and returns when clients can connect.
    ///
    /// - Throws: if the port is taken.
    package static func start(
        port: Int = 0,
        identity: TLSIdentity? = nil,
        answering: @escaping Answering
    ) async throws -> Listener {
        let (ports, announce) = AsyncThrowingStream<Int, any Error>.makeStream()
        let application = Application(
            responder: CallbackResponder<BasicRequestContext> { request, _ in
                await respond(to: request, answering: answering)
            },
            server: try identity.map { try .http2Upgrade(tlsConfiguration: $0.configuration) } ?? .http1(),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port), backlog: 1_024),
            onServerRunning: { channel in announce.yield(channel.localAddress?.port ?? port) },
            logger: Logger(label: "exchange-simulator") { _ in SwiftLogNoOpLogHandler() }
        )
        let serving = Task {
            do {
                try await application.run()
                announce.finish()
            } catch {
                announce.finish(throwing: error)
                throw error
            }
        }
        for try await port in ports { return Listener(port: port, serving: serving) }
        throw CancellationError()
    }

    /// Closes the socket and all connections, also those with an answer under way.
    package func stop() async {
        serving.cancel()
        _ = await serving.result
    }

    private static let longestRequest = 64 << 20

    private static func respond(to request: Request, answering: Answering) async -> Response {
        guard let body = try? await request.body.collect(upTo: longestRequest) else {
            return Response(status: .contentTooLarge)
        }
        let received = ReceivedRequest(
            method: request.method,
            authority: request.head.authority ?? "",
            path: request.uri.path,
            query: request.uri.query ?? "",
            headers: request.headers,
            body: Array(body.readableBytesView)
        )
        let answer = await answering(received)
        return Response(status: answer.status, headers: answer.headers, body: ResponseBody(answer))
    }
}

extension ResponseBody {
    fileprivate init(_ answer: ServerAnswer) {
        let body = answer.body
        switch answer.delivery {
        case .whole:
            self.init(byteBuffer: ByteBuffer(bytes: body))
        case .pieces(let ends):
            self.init { writer in
                var start = 0
                for end in ends + [body.count] where end > start && end <= body.count {
                    try await writer.write(ByteBuffer(bytes: body[start..<end]))
                    start = end
                }
                try await writer.finish(nil)
            }
        case .slow(let bytes, let pause):
            self.init { writer in
                for start in stride(from: 0, to: body.count, by: max(bytes, 1)) {
                    try await writer.write(ByteBuffer(bytes: body[start..<min(start + max(bytes, 1), body.count)]))
                    try await Task.sleep(for: pause)
                }
                try await writer.finish(nil)
            }
        case .cut(let count):
            self.init(contentLength: body.count) { writer in
                try await writer.write(ByteBuffer(bytes: body.prefix(count)))
                // Hummingbird closes the connection of an answer that fails.
                throw CancellationError()
            }
        }
    }
}

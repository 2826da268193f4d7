import ConnectorTesting
import Engine
import Foundation
import Hummingbird
import Logging
import ServiceLifecycle
import Serving
import Settings
import Testing

@Suite struct `The host` {
    @Test func `answers monitors and whatever a face adds, and says where`() async throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/http"
        let health = HealthRoutes(unreadiness: { "no facts yet" }, metrics: { "rapport_up 1\n" })
        try await Self.serving(.socket(path), [{ health.add(to: $0) }, { $0.get("face") { _, _ in "hello" } }]) {
            #expect($0 == "unix:\(path)")
            #expect(try Self.get("/healthz", path).hasPrefix("HTTP/1.1 200 OK"))
            #expect(try Self.get("/face", path).hasSuffix("\r\n\r\nhello"))
            let ready = try Self.get("/readyz", path)
            #expect(ready.hasPrefix("HTTP/1.1 503"))
            #expect(ready.hasSuffix("not ready: no facts yet\n"))
            let metrics = try Self.get("/metrics", path)
            #expect(metrics.contains("text/plain; version=0.0.4"))
            #expect(metrics.hasSuffix("rapport_up 1\n"))
            #expect(try Self.get("/nothing", path).hasPrefix("HTTP/1.1 404"))
            for (target, status) in [("/healthz", 200), ("/readyz", 503), ("/metrics", 200)] {
                let head = try Self.get(target, path, method: "HEAD")
                #expect(head.hasPrefix("HTTP/1.1 \(status) ") && head.hasSuffix("\r\n\r\n"), "\(head)")
                let whole = try Self.get(target, path).lowercased().split(separator: "\r\n")
                    .filter { $0.hasPrefix("content-") }
                #expect(!whole.isEmpty && whole.allSatisfy { head.lowercased().contains($0) }, "\(head)")
            }
        }
    }

    @Test func `takes a free port for 0`() async throws {
        try await Self.serving(.network(host: "127.0.0.1", port: 0), []) { address in
            #expect(address.hasPrefix("http://127.0.0.1:"))
            #expect(address != "http://127.0.0.1:0/")
        }
    }

    @Test func `takes the place of a socket that nobody listens at any more`() async throws {
        let directory = try TemporaryDirectory()
        let path = "\(directory.path)/http"
        for _ in 0..<2 { try await Self.serving(.socket(path), []) { _ in #expect(UnixSocket.isListenedAt(path)) } }
        // As if the process before had been killed.
        try Self.leaveSocket(at: path)
        try await Self.serving(.socket(path), []) { _ in #expect(UnixSocket.isListenedAt(path)) }
    }

    @Test func `takes no other file's place, and nobody else's`() async throws {
        let directory = try TemporaryDirectory()
        let file = try directory.write("precious", to: "file")
        await #expect(throws: ListenError.self) { try await Self.serving(.socket(file), []) { _ in } }
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "precious")
        let path = "\(directory.path)/http"
        try await Self.serving(.socket(path), []) { _ in
            await #expect(throws: ListenError.self) { try await Self.serving(.socket(path), []) { _ in } }
        }
    }

    @Test func `says in words what is in the way`() async throws {
        try await Self.serving(.network(host: "127.0.0.1", port: 0), []) { address in
            let port = try #require(address.split(separator: ":").last.flatMap { Int($0.dropLast()) })
            let error = await #expect(throws: ListenError.self) {
                try await Self.serving(.network(host: "127.0.0.1", port: port), []) { _ in }
            }
            #expect(
                error?.description
                    == "'serve.listen': nobody can listen at 127.0.0.1:\(port), because another process does "
                    + "already. Set another address, here or with --listen, or end that process."
            )
        }
        for listen in [ListenAddress.network(host: "203.0.113.7", port: 0), .socket("/nowhere/http")] {
            let error = await #expect(throws: ListenError.self) { try await Self.serving(listen, []) { _ in } }
            let words = error?.description ?? ""
            #expect(!words.contains("errno") && !words.contains("("), "\(words)")
        }
    }

    /// Runs `body` with the address while the host listens, and ends the host in good order.
    private static func serving(
        _ listen: ListenAddress,
        _ routes: [HTTPHost.Routes],
        _ body: (String) async throws -> Void
    ) async throws {
        let (addresses, announced) = AsyncStream<String>.makeStream()
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let host = HTTPHost(listen: listen, routes: routes, logger: logger) { announced.yield($0) }
        let group = ServiceGroup(configuration: .init(services: [host], logger: logger))
        let run = Task {
            defer { announced.finish() }
            try await group.run()
        }
        for await address in addresses {
            let result: Result<Void, any Error>
            do { result = .success(try await body(address)) } catch { result = .failure(error) }
            await group.triggerGracefulShutdown()
            try await run.value
            return try result.get()
        }
        try await run.value
    }

    private static func get(_ target: String, _ path: String, method: String = "GET") throws -> String {
        let question = "\(method) \(target) HTTP/1.1\r\nHost: rapport\r\nConnection: close\r\n\r\n"
        let answer = UnixSocket.answer(to: Array(question.utf8), at: path, ends: false)
        return String(decoding: try #require(answer), as: UTF8.self)
    }

    private static func leaveSocket(at path: String) throws {
        unlink(path)
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        #expect(result == 0)
    }
}

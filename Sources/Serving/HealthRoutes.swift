package import Hummingbird

/// What supervisors and monitors ask: `/healthz`, `/readyz` and `/metrics`.
package struct HealthRoutes: Sendable {
    /// Why the process is not ready; nil if it is.
    private let unreadiness: @Sendable () async -> String?
    private let metrics: @Sendable () async -> String

    /// - Parameters:
    ///   - unreadiness: why nothing can be relied on yet, nil if it can.
    ///   - metrics: in Prometheus' text format.
    package init(
        unreadiness: @escaping @Sendable () async -> String?,
        metrics: @escaping @Sendable () async -> String
    ) {
        self.unreadiness = unreadiness
        self.metrics = metrics
    }

    /// Adds the three routes; monitors may also ask for the head alone.
    package func add(to router: Router<BasicRequestContext>) {
        answer("healthz", of: router) { Self.text("ok\n") }
        answer("readyz", of: router) { [unreadiness] in
            guard let reason = await unreadiness() else { return Self.text("ready\n") }
            return Self.text("not ready: \(reason)\n", status: .serviceUnavailable)
        }
        answer("metrics", of: router) { [metrics] in
            // https://prometheus.io/docs/instrumenting/exposition_formats/
            Self.text(await metrics(), type: "text/plain; version=0.0.4; charset=utf-8")
        }
    }

    private func answer(
        _ path: RouterPath,
        of router: Router<BasicRequestContext>,
        _ answer: @escaping @Sendable () async -> Response
    ) {
        router.get(path) { _, _ in await answer() }
        router.head(path) { _, _ in await answer().createHeadResponse() }
    }

    private static func text(
        _ text: String,
        status: HTTPResponse.Status = .ok,
        type: String = "text/plain; charset=utf-8"
    ) -> Response {
        Response(
            status: status,
            headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }
}

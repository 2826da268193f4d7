import HTTPTypes

/// A running Exchange server without an Exchange: it answers from a tenant in memory, on loopback.
package struct ExchangeSimulator: Sendable {
    package struct Options: Sendable {
        /// 0 for a free one.
        package var port = 0
        /// Nil for plain HTTP.
        package var identity: TLSIdentity?
        /// Whether answers may be compressed.
        package var offersCompression = true
        /// Whether requests have to follow Microsoft's schema.
        package var validatesRequests = true

        package init() {}
    }

    package let tenant: Tenant
    private let listener: Listener
    private let isSecure: Bool

    /// Returns when clients can connect.
    package static func start(tenant: Tenant, options: Options = Options()) async throws -> ExchangeSimulator {
        let schema = options.validatesRequests ? try RequestSchema() : nil
        let service = EWSService(tenant: tenant, schema: schema, offersCompression: options.offersCompression)
        let listener = try await Listener.start(port: options.port, identity: options.identity) { request in
            guard request.path.lowercased() == "/ews/exchange.asmx" else { return ServerAnswer(.notFound) }
            return service.answer(request)
        }
        return ExchangeSimulator(tenant: tenant, listener: listener, isSecure: options.identity != nil)
    }

    /// The endpoint of Exchange Web Services.
    package var ews: String { origin + "/EWS/Exchange.asmx" }

    /// The endpoint of POX Autodiscover.
    package var autodiscover: String { origin + "/autodiscover/autodiscover.xml" }

    /// Scheme, host and port.
    package var origin: String { "\(isSecure ? "https" : "http")://127.0.0.1:\(listener.port)" }

    /// Closes the port and all connections.
    package func stop() async {
        await listener.stop()
    }
}

import Connector
import HTTPTransport
import HTTPTypes
import Settings
import SourceTransport

/// A host that the settings name, asked without a credential: does its name lead somewhere, does it listen, is its
/// certificate trusted.
struct HostProbe {
    let origin: Origin
    let client: any HTTPClient

    /// A probe for each of the three layers.
    ///
    /// - Throws: `CancellationError`.
    func probes() async throws -> [Probe] {
        var exchange = HTTPExchange(
            request: HTTPRequest(method: .get, scheme: origin.scheme.rawValue, authority: origin.authority, path: "/")
        )
        exchange.limits.connect = .seconds(10)
        exchange.limits.idle = .seconds(30)
        exchange.limits.total = .seconds(60)
        do {
            _ = try await client.send(exchange)
            return probes(failing: nil)
        } catch let error as HTTPError {
            return probes(failing: error)
        }
    }

    private func probes(failing error: HTTPError?) -> [Probe] {
        let layers: [Probe.Layer] = [.names, .connection, .tls]
        let failed: Probe.Layer? =
            switch error?.phase {
            case .resolve: .names
            case .connect, .timeout, .refused: .connection
            case .handshake, .tls: .tls
            // Whatever comes behind a connection that stands is the server's matter.
            case .authenticate, .send, .receive, .tooLarge, nil: nil
            }
        var probes: [Probe] = []
        for layer in layers {
            if layer == .tls, !origin.isSecure { continue }
            if let error, layer == failed {
                probes.append(Probe(layer, origin.host, .failed(SourceError(error, concerning: .host))))
            } else if probes.contains(where: \.isFailure) {
                probes.append(Probe(layer, origin.host, .notTried("'\(failed?.rawValue ?? "")' failed.")))
            } else {
                probes.append(Probe(layer, origin.host, .fine("")))
            }
        }
        return probes
    }
}

import EWS
import HTTPTransport
import Interactions
import Synchronization

/// Finds where EWS answers, and says which host an administrator would have to confirm if that is why it was not found.
struct EndpointSearch {
    let configuration: Autodiscover.Configuration
    let transport: any HTTPClient

    /// - Throws: `EngineError` that names the unconfirmed host, or `SourceError`.
    func endpoint(for address: EmailAddress) async throws -> EWSEndpoint {
        let unconfirmed = Mutex<String?>(nil)
        do {
            return try await Autodiscover(configuration: configuration, transport: transport) { host in
                unconfirmed.withLock { $0 = host }
                return false
            }.endpoint(for: address)
        } catch {
            guard let host = unconfirmed.withLock({ $0 }) else { throw error }
            throw EngineError(
                .badSettings,
                "Autodiscover leads to '\(host)'. If you trust it, add it to 'ews.autodiscover.confirmedHosts'."
            )
        }
    }
}

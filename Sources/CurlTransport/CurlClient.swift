package import HTTPTransport
import HTTPTypes
import Synchronization

/// HTTP/1.1 and HTTP/2 over libcurl.
///
/// The proxy comes from the environment (`https_proxy`, `no_proxy`, ...). libcurl sends a request a second time if a
/// connection that was used before closes without a byte of an answer: most likely the server closed it for being idle.
///
/// Each credential has its own connections, so that a connection on which somebody signed in (NTLM, Negotiate) never
/// carries a request of somebody else. In libcurl connections belong to a multi handle, and a multi handle waits by
/// itself; so a credential has one `CurlLoop`, a multi handle with its thread, until `maxCredentials` others took its
/// place. There are few: one for a tenant, or one for each new token. A thread over several multi handles would need
/// `curl_multi_waitfds` (8.8), or an event loop of our own.
package final class CurlClient: HTTPClient {
    private struct Entry {
        let loop: CurlLoop
        var lastUse: UInt64
    }

    private struct Entries {
        var byCredential: [Credential: Entry] = [:]
        var uses: UInt64 = 0
    }

    private let configuration: Configuration
    private let userAgent: HTTPField
    private let entries = Mutex(Entries())

    package init(configuration: Configuration = Configuration()) {
        self.configuration = configuration
        userAgent = HTTPField(name: .userAgent, value: configuration.userAgent)
    }

    /// Whether the installed libcurl knows the method; NTLM is leaving it (off by default since 8.20).
    package static func canUse(_ credential: Credential) -> Bool {
        switch credential {
        case .none, .basic, .bearer: true
        case .negotiate: LibCurl.features.contains(.spnego)
        case .ntlm: LibCurl.features.contains(.ntlm)
        }
    }

    package func send(_ request: HTTPExchange) async throws -> HTTPAnswer {
        let outgoing = try OutgoingRequest(request, userAgent: userAgent)
        return try await loop(for: request.credential).send(outgoing)
    }

    private func loop(for credential: Credential) throws -> CurlLoop {
        try entries.withLock { entries in
            entries.uses += 1
            if let entry = entries.byCredential[credential] {
                entries.byCredential[credential]?.lastUse = entries.uses
                return entry.loop
            }
            if entries.byCredential.count >= configuration.maxCredentials,
                let oldest = entries.byCredential.min(by: { $0.value.lastUse < $1.value.lastUse })
            {
                entries.byCredential[oldest.key] = nil
            }
            let loop = try CurlLoop(configuration: configuration)
            entries.byCredential[credential] = Entry(loop: loop, lastUse: entries.uses)
            return loop
        }
    }
}

package import HTTPTransport
import HTTPTypes
package import Interactions
import XMLStream

/// Finds out where EWS answers for a mailbox, by Exchange's Autodiscover service.
///
/// Over HTTPS only. Asked are, in this order, the configured server, then `example.com` and `autodiscover.example.com`
/// for `someone@example.com`; on each the SOAP service and then the older one of plain XML. Hosts that only the
/// mailbox's address names get the credential when they ask for it, not before: `example.com` is often a web site in
/// other hands. Redirects lead only to those hosts and to confirmed ones. The redirect that Autodiscover offers over
/// HTTP without TLS and DNS SRV records are not followed: anybody in between can forge them.
/// <https://learn.microsoft.com/exchange/client-developer/exchange-web-services/autodiscover-for-exchange>
package struct Autodiscover: Sendable {
    package struct Configuration: Sendable {
        package var credential: Credential
        /// Asked first: a host, with a port if it is not 443.
        package var server: String?
        /// Hosts, with a port if it is not 443, to which an administrator lets redirects and answers lead.
        package var confirmedHosts: Set<String> = []
        package var userAgent = Product.userAgent
        package var http: HTTPLimits

        package init(credential: Credential) {
            self.credential = credential
            http = HTTPLimits()
            http.total = .seconds(30)
            http.bodyBytes = AutodiscoverAnswer.limits.documentBytes
        }
    }

    private let configuration: Configuration
    private let transport: any HTTPClient
    private let confirm: @Sendable (_ host: String) async -> Bool

    /// - Parameter confirm: called with a host that nobody confirmed, before a redirect or an answer that leads there
    ///   is believed: the moment to ask an administrator, or to name the host to one. The name comes from a server,
    ///   but it is a well-formed host name.
    package init(
        configuration: Configuration,
        transport: any HTTPClient,
        confirm: @escaping @Sendable (_ host: String) async -> Bool = { _ in false }
    ) {
        self.configuration = configuration
        self.transport = transport
        self.confirm = confirm
    }

    /// Where EWS answers for `address`: over HTTPS, and on a host that was asked, is confirmed, or lies in the
    /// address's own domain.
    ///
    /// - Throws: `SourceError` of scope `.mailbox`, or `.source` if nobody can sign in; `CancellationError`.
    package func endpoint(for address: EmailAddress) async throws -> EWSEndpoint {
        var search = try AutodiscoverSearch(
            address: address,
            server: configuration.server,
            confirmedHosts: configuration.confirmedHosts,
            confirm: confirm
        )
        while let question = search.next() {
            try Task.checkCancellation()
            do throws(AutodiscoverFailure) {
                let isConfirmed = search.isConfirmed(question.url.authority)
                let answer = try await ask(question, offeringCredential: isConfirmed)
                if let endpoint = try await search.take(answer, to: question) { return endpoint }
            } catch .cancelled {
                throw CancellationError()
            } catch {
                search.note(error, of: question)
            }
        }
        throw search.mostTellingError
    }

    private func ask(
        _ question: AutodiscoverQuestion,
        offeringCredential: Bool
    ) async throws(AutodiscoverFailure) -> AutodiscoverAnswer {
        let credential = configuration.credential
        do {
            if !offeringCredential, credential != .none {
                let answer = try await transport.send(exchange(question, credential: .none))
                if answer.response.status != .unauthorized { return try await AutodiscoverAnswer(answer) }
            }
            return try await AutodiscoverAnswer(transport.send(exchange(question, credential: credential)))
        } catch let failure as AutodiscoverFailure {
            throw failure
        } catch let error as HTTPError {
            throw .transport(error)
        } catch {
            throw error is CancellationError ? .cancelled : .notAutodiscover
        }
    }

    private func exchange(_ question: AutodiscoverQuestion, credential: Credential) -> HTTPExchange {
        HTTPExchange(
            request: question.request(userAgent: configuration.userAgent),
            body: question.body,
            credential: credential,
            limits: configuration.http
        )
    }
}

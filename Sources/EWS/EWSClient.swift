package import HTTPTransport
import HTTPTypes
import Interactions
import XMLStream

/// Asks one Exchange server, or Exchange Online, and reads the answers; it never repeats a question.
package struct EWSClient: Sendable {
    package struct Configuration: Sendable {
        package var endpoint: EWSEndpoint
        package var credential: Credential
        /// How the account that signs in comes to read other people's mailboxes.
        package var access = Access.impersonation
        /// Administrators allow and block applications by this name.
        package var userAgent = Product.userAgent
        package var http = HTTPLimits()

        package init(endpoint: EWSEndpoint, credential: Credential) {
            self.endpoint = endpoint
            self.credential = credential
        }
    }

    /// <https://learn.microsoft.com/exchange/client-developer/exchange-web-services/impersonation-and-ews-in-exchange>
    package enum Access: String, Hashable, Sendable, CaseIterable {
        /// As the mailbox's owner; needs the role ApplicationImpersonation, or an application permission.
        case impersonation
        /// As oneself, with permissions on folders.
        case delegation
    }

    private let configuration: Configuration
    private let transport: any HTTPClient
    private let requestID: @Sendable () -> String

    /// - Parameter requestID: a new identifier for each request; it appears in the server's logs, so that a request
    ///   can be found there.
    package init(
        configuration: Configuration,
        transport: any HTTPClient,
        requestID: @escaping @Sendable () -> String = EWSClient.randomRequestID
    ) {
        self.configuration = configuration
        self.transport = transport
        self.requestID = requestID
    }

    /// A version 4 UUID.
    @Sendable package static func randomRequestID() -> String {
        let high = UInt64.random(in: .min ... .max) & ~0xF000 | 0x4000
        let low = UInt64.random(in: .min ... .max) & ~(3 << 62) | (2 << 62)
        let digits = [high, low].map { half in
            let text = String(half, radix: 16)
            return String(repeating: "0", count: 16 - text.count) + text
        }.joined()
        var id = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { id.append("-") }
            id.append(digit)
        }
        return id
    }

    /// The answer to `operation` about `mailbox`.
    ///
    /// - Throws: `EWSError`, or `CancellationError`.
    func send<Operation: EWSOperation>(
        _ operation: Operation,
        about mailbox: Mailbox
    ) async throws -> Operation.Response {
        let reader = AnswerReader(limits: XMLLimits(), triedNTLM: triesNTLM)
        let envelope: ResponseEnvelope
        do {
            envelope = try await reader.read(transport.send(exchange(operation, mailbox: mailbox)))
        } catch let error as HTTPError {
            throw EWSError.transport(error)
        }
        return try operation.response(from: envelope.messages(of: Operation.responseName))
    }

    private var triesNTLM: Bool {
        if case .ntlm = configuration.credential { true } else { false }
    }

    private func exchange(_ operation: some EWSOperation, mailbox: Mailbox) -> HTTPExchange {
        let envelope = RequestEnvelope(impersonated: configuration.access == .impersonation ? mailbox.address : nil)
        var request = HTTPRequest(
            method: .post,
            scheme: configuration.endpoint.scheme,
            authority: configuration.endpoint.authority,
            path: configuration.endpoint.path
        )
        request.headerFields[.contentType] = "text/xml; charset=utf-8"
        request.headerFields[.accept] = "text/xml"
        request.headerFields[.userAgent] = configuration.userAgent
        let tracing = [
            ("X-AnchorMailbox", mailbox.address.text), ("client-request-id", requestID()),
            ("return-client-request-id", "true"),
        ]
        for (name, value) in tracing {
            guard let name = HTTPField.Name(name) else { continue }
            request.headerFields[name] = value
        }
        return HTTPExchange(
            request: request,
            body: envelope.bytes(for: operation),
            credential: configuration.credential,
            limits: configuration.http,
            cookieJar: mailbox.id.text
        )
    }
}

package import HTTPTransport
import HTTPTypes
import Interactions
import SourceTransport
import XMLStream

/// Asks one Exchange server, or Exchange Online, and reads the answers; it repeats no question, except once by a
/// mailbox's name to sign in by where the server knows no mailbox of that address.
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

    /// Documented at
    /// <https://learn.microsoft.com/exchange/client-developer/exchange-web-services/impersonation-and-ews-in-exchange>.
    package enum Access: String, Hashable, Sendable, CaseIterable {
        /// As the mailbox's owner; needs the role ApplicationImpersonation, or an application permission.
        case impersonation
        /// As oneself, with permissions on folders.
        case delegation
    }

    private let configuration: Configuration
    private let transport: any HTTPClient
    private let requestID: @Sendable () -> String
    private let record = ServerRecord()

    /// - Parameter requestID: a new identifier for each request; it appears in the server's logs, so that a request
    ///   can be found there.
    package init(
        configuration: Configuration,
        transport: any HTTPClient,
        requestID: @escaping @Sendable () -> String = RequestID.random
    ) {
        self.configuration = configuration
        self.transport = transport
        self.requestID = requestID
    }

    /// The answer to `operation` about `mailbox`.
    ///
    /// - Throws: `EWSError`, or `CancellationError`.
    func send<Operation: EWSOperation>(
        _ operation: Operation,
        about mailbox: Mailbox
    ) async throws -> Operation.Response {
        do {
            return try await answer(to: operation, about: mailbox)
        } catch EWSError.response(let failure)
            where failure.code.text == "ErrorNonExistentMailbox" && configuration.access == .impersonation
            && record.noteUnknownAddress(of: mailbox.id)
        {
            return try await answer(to: operation, about: mailbox)
        }
    }

    private func answer<Operation: EWSOperation>(
        to operation: Operation,
        about mailbox: Mailbox
    ) async throws -> Operation.Response {
        let exchange = exchange(operation, mailbox: mailbox)
        do {
            let envelope = try await answer(to: exchange)
            record.noteAnswer()
            return try operation.response(from: envelope.messages(of: Operation.responseName))
        } catch EWSError.http(var failure) where failure.status == 401 && usesToken {
            failure.concernsMailbox = record.noteRefusal(by: mailbox.id)
            throw EWSError.http(failure)
        }
    }

    private func answer(to exchange: HTTPExchange) async throws -> ResponseEnvelope {
        do {
            let answer = try await transport.send(exchange)
            switch exchange.request.isNamed(in: answer.response) {
            case false?: throw EWSError.answer(.foreign)
            case true?: record.noteEcho()
            case nil: break
            }
            return try await AnswerReader(limits: XMLLimits(), triedNTLM: triesNTLM).read(answer)
        } catch let error as HTTPError {
            record.noteFailure()
            throw EWSError.transport(error)
        } catch let error as EWSError {
            record.noteFailure()
            throw error
        }
    }

    private var usesToken: Bool {
        if case .bearer = configuration.credential { true } else { false }
    }

    private var triesNTLM: Bool {
        if case .ntlm = configuration.credential { true } else { false }
    }

    private func impersonated(_ mailbox: Mailbox) -> RequestEnvelope.Impersonated? {
        guard configuration.access == .impersonation else { return nil }
        return record.knowsByPrincipal(mailbox.id) ? .principal(mailbox.address) : .address(mailbox.address)
    }

    private func exchange(_ operation: some EWSOperation, mailbox: Mailbox) -> HTTPExchange {
        let envelope = RequestEnvelope(impersonated: impersonated(mailbox))
        var request = HTTPRequest(
            method: .post,
            scheme: configuration.endpoint.scheme,
            authority: configuration.endpoint.authority,
            path: configuration.endpoint.path
        )
        request.headerFields[.contentType] = "text/xml; charset=utf-8"
        request.headerFields[.accept] = "text/xml"
        request.headerFields[.userAgent] = configuration.userAgent
        if let anchor = HTTPField.Name("X-AnchorMailbox") { request.headerFields[anchor] = mailbox.address.text }
        request.headerFields[.clientRequestID] = requestID()
        request.headerFields[.returnClientRequestID] = "true"
        var exchange = HTTPExchange(
            request: request,
            body: envelope.bytes(for: operation),
            credential: configuration.credential,
            limits: configuration.http,
            cookieJar: mailbox.id.text
        )
        exchange.connection = record.connection
        return exchange
    }
}

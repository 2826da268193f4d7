import HTTPTypes
import XMLStream

/// The service that tells a client where a mailbox's EWS is, in its plain and in its SOAP form.
///
/// <https://learn.microsoft.com/exchange/client-developer/exchange-web-services/autodiscover-for-exchange>
package struct Autodiscover: Sendable {
    /// What is said about an address instead of its settings.
    package enum Redirect: Hashable, Sendable {
        /// Ask about this address.
        case address(String)
        /// Ask there.
        case url(String)
    }

    /// Of EWS.
    let url: String
    /// By address in lower case.
    let redirects: [String: Redirect]

    package init(url: String, redirects: [String: Redirect] = [:]) {
        self.url = url
        self.redirects = Dictionary(
            redirects.map { ($0.lowercased(), $1) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// What is known about an address.
    enum Finding: Hashable, Sendable {
        case user(DirectoryUser)
        case redirect(Redirect)
        case nobody
    }

    /// Whether the path is one of this service, in any case.
    package static func serves(path: String) -> Bool {
        ["/autodiscover/autodiscover.xml", "/autodiscover/autodiscover.svc"].contains(path.lowercased())
    }

    /// Answers a client that has signed in.
    package func answer(_ request: ReceivedRequest, state: TenantState) -> ServerAnswer {
        let isSOAP = request.path.lowercased().hasSuffix(".svc")
        guard request.method == .post else { return isSOAP ? ServerAnswer(.methodNotAllowed) : invalidPlainRequest }
        guard let document = try? Self.read(request.body) else {
            return isSOAP ? ServerAnswer(.badRequest) : invalidPlainRequest
        }
        if isSOAP { return answerEnvelope(document.root, state) }
        return answerPlain(document.root, state)
    }

    func find(_ address: String, in state: TenantState) -> Finding {
        if let redirect = redirects[address.lowercased()] { return .redirect(redirect) }
        guard let entry = state.directory.entry(for: address), entry.mailbox != nil else { return .nobody }
        return .user(entry.user)
    }

    private static func read(_ body: [UInt8]) throws(XMLError) -> XMLDocument {
        var stream = XMLTokenStream(vocabulary: RequestName.vocabulary)
        try stream.push(body)
        return try stream.finish()
    }
}

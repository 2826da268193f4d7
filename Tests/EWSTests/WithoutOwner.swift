import HTTPTransport
import Interactions

/// A server that does not tell whose a mailbox is, what its folders are, and all of a mail's headers: what scripts are
/// about is the rest.
struct WithoutOwner: HTTPClient {
    let transport: any HTTPClient

    func send(_ request: HTTPExchange) async throws -> HTTPAnswer {
        let question = Question(request)
        if question.operation == "SyncFolderHierarchy" { return Exchange.fault("ErrorAccessDenied") }
        if question.text.contains("0x007D") { return Exchange.fault("ErrorInvalidPropertyRequest") }
        let isAboutOwner = question.unresolvedEntry == Exchange.mailbox.address.text
        guard isAboutOwner else { return try await transport.send(request) }
        let refusal = Exchange.error("ResolveNames", "ErrorNameResolutionNoResults")
        return Exchange.answer("ResolveNames", [refusal])
    }
}

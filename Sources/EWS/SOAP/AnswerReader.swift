import HTTPTransport
import HTTPTypes
import XMLStream

/// Turns an HTTP answer into an envelope, feeding the parser while the body arrives.
///
/// The body is never a decoded string: some servers name no character set, and others name a wrong one.
struct AnswerReader {
    let limits: XMLLimits
    /// For the explanation of a refused sign-in.
    let triedNTLM: Bool

    /// - Throws: `EWSError`, also for a fault; what the body throws.
    func read(_ answer: HTTPAnswer) async throws -> ResponseEnvelope {
        let response = answer.response
        let failure = failure(of: response)
        let isSuccess = response.status.code == 200
        guard mayBeSOAP(response) else { throw isSuccess ? EWSError.answer(.noXML) : .http(failure) }
        let document: XMLDocument
        do {
            document = try await parse(answer.body)
        } catch let error as XMLError {
            throw isSuccess ? EWSError.answer(EWSError.BadAnswer(error.code)) : .http(failure)
        }
        do throws(EWSError) {
            let envelope = try ResponseEnvelope(document)
            guard isSuccess else { throw .http(failure) }
            return envelope
        } catch {
            switch error {
            case .answer where !isSuccess: throw EWSError.http(failure)
            case .response(var fault):
                fault.backOff = fault.backOff ?? failure.retryAfter
                throw EWSError.response(fault)
            default: throw error
            }
        }
    }

    /// Sign-in, permission and redirection are matters of HTTP alone.
    ///
    /// A fault comes with 500, and from other makers' servers with 200; a gateway's page comes with anything.
    private func mayBeSOAP(_ response: HTTPResponse) -> Bool {
        switch response.status.code {
        case 200, 400, 429, 500...599: isXML(response)
        default: false
        }
    }

    private func isXML(_ response: HTTPResponse) -> Bool {
        ["text/xml", "application/xml", "application/soap+xml"].contains(response.mediaType)
    }

    private func parse(_ body: HTTPBody) async throws -> XMLDocument {
        var stream = XMLTokenStream(vocabulary: EWSVocabulary.answers, limits: limits)
        for try await chunk in body { try stream.push(chunk) }
        return try stream.finish()
    }

    private func failure(of response: HTTPResponse) -> HTTPFailure {
        let diagnostics = HTTPField.Name("x-ms-diagnostics").flatMap { response.headerFields[$0] }
        return HTTPFailure(
            status: response.status.code,
            retryAfter: response.retryAfter,
            diagnosis: diagnostics.flatMap { AuthenticationDiagnosis(headerField: $0) },
            triedNTLM: triedNTLM
        )
    }
}

extension EWSError.BadAnswer {
    fileprivate init(_ code: XMLError.Code) {
        self =
            switch code {
            case .empty: .noXML
            case .truncated: .cutOff
            case .malformed, .trailingContent, .doctype, .encoding: .malformed
            case .limit: .tooLarge
            }
    }
}

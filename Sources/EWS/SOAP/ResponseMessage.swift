import XMLStream

/// The answer to one thing asked for.
///
/// <https://learn.microsoft.com/exchange/client-developer/exchange-web-services/verifying-the-results-of-an-ews-or-ews-managed-api-call>
struct ResponseMessage {
    /// `ResponseClass`; a warning carries data, too.
    enum ResponseClass: Hashable, Sendable {
        case success, warning, error
    }

    let element: XMLElement
    let responseClass: ResponseClass
    let code: ResponseCode

    /// - Throws: `EWSError.answer` if `element` is no response message.
    init(_ element: XMLElement) throws(EWSError) {
        responseClass =
            switch element.attribute(.responseClass) {
            case "Success": .success
            case "Warning": .warning
            case "Error": .error
            default: throw .answer(.incomplete)
            }
        guard let code = element.child(.responseCode, .messages) else { throw .answer(.incomplete) }
        self.element = element
        self.code = ResponseCode(of: code)
    }

    var failure: ResponseFailure { ResponseFailure(code: code, detail: element) }

    /// The child with this name of a message that is no error.
    ///
    /// - Throws: `EWSError.response` for an error, `EWSError.answer` if the child is missing.
    func content(_ name: EWSName) throws(EWSError) -> XMLElement {
        try requireSuccess()
        guard let content = element.child(name, .messages) else { throw .answer(.incomplete) }
        return content
    }

    /// - Throws: `EWSError.response` for an error; also for a warning that the work was not done.
    func requireSuccess() throws(EWSError) {
        if responseClass == .success { return }
        if responseClass == .error || code.meaning == .overstrained { throw .response(failure) }
    }
}

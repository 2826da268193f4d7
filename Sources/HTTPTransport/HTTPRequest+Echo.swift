package import HTTPTypes

extension HTTPField.Name {
    /// The name that a request gives itself, and that Exchange, Graph and their proxies repeat in the answer.
    ///
    /// <https://learn.microsoft.com/exchange/client-developer/exchange-web-services/instrumenting-client-requests-for-ews-and-rest-in-exchange>
    package static let clientRequestID = HTTPField.Name("client-request-id") ?? .from
    /// Asks for `clientRequestID` in the answer.
    package static let returnClientRequestID = HTTPField.Name("return-client-request-id") ?? .from
}

extension HTTPRequest {
    /// Whether `response` says that it answers this request and no other; nil if it names none, or the request has no
    /// name.
    package func isNamed(in response: HTTPResponse) -> Bool? {
        guard let name = headerFields[.clientRequestID], let echo = response.headerFields[.clientRequestID] else {
            return nil
        }
        // Hexadecimal digits, whose case is nobody's business.
        return name.utf8.count == echo.utf8.count && zip(name.utf8, echo.utf8).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    }
}

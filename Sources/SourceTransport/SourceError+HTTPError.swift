package import Connector
package import HTTPTransport

extension SourceError {
    /// What an exchange that brought no whole answer means to whoever reads a source.
    ///
    /// - Parameters:
    ///   - concern: what was asked for, and is out of reach if the error is about nothing larger.
    ///   - what: for people, what could not be done; nil where the transport's words are enough.
    package init(_ error: HTTPError, concerning concern: Scope, _ what: String? = nil) {
        let (code, scope): (Code, Scope) =
            switch error.phase {
            case .refused: (.refusedRequest, .source)
            case .authenticate: (.unauthenticated, .source)
            case .tls: (.unavailable, .source)
            case .tooLarge: (.badAnswer, concern)
            case .resolve, .connect, .handshake, .timeout: (.unavailable, max(concern, .host))
            // A connection that breaks says nothing about a single item.
            case .send, .receive: (.unavailable, max(concern, .stream))
            }
        self.init(
            code,
            scope: scope,
            retry: error.isTransient ? .now : .never,
            message: what.map { "\($0): \(error.message)" } ?? error.description
        )
    }
}

package import Connector
package import HTTPTransport

/// What sources have to say when the transport could not do something, whichever source it is.
package struct TransportFailure: Sendable {
    package let phase: HTTPError.Phase
    package let code: SourceError.Code
    package let scope: SourceError.Scope
    package let retry: SourceError.Retry

    package static let all =
        [
            (.refused, .refusedRequest, .source, .never), (.resolve, .unavailable, .host, .now),
            (.connect, .unavailable, .host, .now), (.tls, .unavailable, .source, .never),
            (.authenticate, .unauthenticated, .source, .never), (.send, .unavailable, .stream, .now),
            (.receive, .unavailable, .stream, .now), (.timeout, .unavailable, .host, .now),
            (.tooLarge, .badAnswer, .stream, .never),
        ].map { TransportFailure(phase: $0, code: $1, scope: $2, retry: $3) }
}

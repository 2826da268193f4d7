/// Why no complete answer came: the phase that failed, never what was sent.
package struct HTTPError: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Phase: String, Hashable, Sendable, CaseIterable {
        /// The request may not be sent as it is, for example Basic without TLS.
        case refused
        case resolve, connect
        /// TLS was not agreed on: no version in common, or the connection broke meanwhile.
        case handshake
        case tls, authenticate, send
        /// No answer, or a cut-off or undecodable one.
        case receive
        /// A limit of `HTTPLimits` on time.
        case timeout
        /// A limit of `HTTPLimits` on size.
        case tooLarge
    }

    package let phase: Phase
    /// What happened and what to do, without host, path, header or body.
    package let message: String

    package init(_ phase: Phase, _ message: String) {
        self.phase = phase
        self.message = message
    }

    package var description: String { "\(phase.rawValue): \(message)" }

    /// The same request may work a little later.
    package var isTransient: Bool {
        switch phase {
        case .refused, .tls, .authenticate, .tooLarge: false
        case .resolve, .connect, .handshake, .send, .receive, .timeout: true
        }
    }
}

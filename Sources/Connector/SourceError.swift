/// Why a source could not answer, how much that concerns and whether to try again.
package struct SourceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// How much is out of reach; what is larger goes on without it.
    package enum Scope: Int, Hashable, Comparable, Sendable {
        case item, stream
        /// A part of a mailbox with permissions or a server of its own: its archive, or its calendars.
        case part
        case mailbox
        /// A server that does not answer, with every mailbox on it.
        case host
        case source

        package static func < (left: Scope, right: Scope) -> Bool { left.rawValue < right.rawValue }
    }

    /// When another try makes sense.
    package enum Retry: Hashable, Sendable {
        /// Whenever whoever asks thinks best: nobody said when.
        case now
        /// Not before this time has passed; nothing else may be sent in `scope` until then.
        case after(Duration)
        /// Not in this run.
        case never
    }

    /// What happened, for programs.
    package enum Code: String, Hashable, Sendable, CaseIterable {
        /// The cursor is no longer known: read the stream from the start.
        case cursorExpired
        /// The folder or item is not there any more.
        case gone
        /// The service asks for a pause.
        case throttled
        /// Cut-off, malformed or foreign answer.
        case badAnswer
        /// No connection, timeout, or a fault of the service that may pass.
        case unavailable
        /// The service does not know us.
        case unauthenticated
        /// The service knows us and says no.
        case accessDenied
        /// There is no such mailbox here.
        case noMailbox
        /// The whole protocol is switched off for the tenant or the application.
        case serviceBlocked
        /// The item is there but the service cannot deliver it.
        case unreadableItem
        /// The service refuses a request that we built: our bug or a wrong setting.
        case refusedRequest
    }

    package let code: Code
    package let scope: Scope
    package let retry: Retry
    /// What happened, where, and what to do, for people: no address, subject, token or vendor text.
    package let message: String
    /// The vendor's own code, for example `ErrorServerBusy`; only from a fixed vocabulary.
    package let vendorCode: String?

    package init(_ code: Code, scope: Scope, retry: Retry, message: String, vendorCode: String? = nil) {
        self.code = code
        self.scope = scope
        self.retry = retry
        self.message = message
        self.vendorCode = vendorCode
    }

    /// The same failure, where `scope` is what is out of reach.
    package func concerning(_ scope: Scope) -> SourceError {
        SourceError(code, scope: scope, retry: retry, message: message, vendorCode: vendorCode)
    }

    package var description: String {
        "\(code.rawValue) (\(scope)): \(message)" + (vendorCode.map { " [\($0)]" } ?? "")
    }
}

import Connector

/// What came of a request to the process that holds the store.
package struct ControlAnswer: Codable, Sendable {
    package var added = 0
    package var changed = 0
    package var removed = 0
    /// An `EngineError.Code`, if it was refused.
    package var code: String?
    package var message: String?

    init(_ summary: CommitSummary) {
        (added, changed, removed) = (summary.added, summary.changed, summary.removed)
    }

    init(_ error: EngineError) {
        code = error.code.rawValue
        message = error.message
    }

    /// - Throws: the error that the other process had.
    func summary() throws -> CommitSummary {
        guard let code else { return CommitSummary(added: added, changed: changed, removed: removed) }
        throw EngineError(EngineError.Code(rawValue: code) ?? .busy, message ?? "Refused.")
    }
}

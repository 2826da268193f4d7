package import Connector
import Eligibility

/// One thing that a round could not read: an owner, a part of it, a stream, or items of one.
package struct Shortfall: Hashable, Sendable {
    /// Nil for the owner, or for a part that could not be listed.
    package let stream: StreamID?
    /// A `SourceError.Code`, or an `Eligibility.Reason.Code` where a fact could not be read.
    package let code: String
    package let scope: SourceError.Scope
    /// What happened, and what to do; free of addresses and subjects.
    package let message: String
    /// Items of the stream that could not be read; zero where it is all of it.
    package let items: Int

    init(_ error: SourceError, of outcome: StreamOutcome? = nil) {
        stream = outcome?.stream
        code = error.code.rawValue
        scope = error.scope
        message = error.message + (error.vendorCode.map { " [\($0)]" } ?? "")
        if case .failed? = outcome?.end { items = 0 } else { items = outcome?.unreadable ?? 0 }
    }

    /// Of a mailbox whose decision waits for a fact.
    init(_ reason: Reason) {
        stream = nil
        code = reason.code.rawValue
        scope = .mailbox
        message = "\(reason.text) \(reason.remedy)"
        items = 0
    }
}

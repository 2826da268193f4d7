package import Interactions

/// A service that holds mailboxes, or a CRM. It keeps no state of its own between calls but caches.
package protocol Source: Sendable {
    /// The streams of `owner` that the configuration wants, in a stable order.
    ///
    /// - Throws: `SourceError` of scope `.mailbox` or `.source`.
    func streams(of owner: StreamOwner) async throws -> [StreamID]

    /// The next page of changes in `stream` after `cursor`, or from the start if it is nil.
    ///
    /// Read-only: the same cursor may be asked twice and then answers what is new by then.
    /// - Throws: `SourceError`; `.cursorExpired` if the stream must be read from the start.
    func changes(in stream: StreamID, after cursor: Cursor?) async throws -> ChangePage

    /// Reads single items again that were `.unreadable` before; one change for each, in the same order.
    func changes(of items: [ItemKey], in stream: StreamID) async throws -> [Change]

    /// A short text that differs whenever the settings that decide what a stream holds differ; a stored cursor is
    /// good only for the text it was stored with.
    var settingsFingerprint: String { get }
}

extension Source {
    /// The streams of a mailbox.
    package func streams(of mailbox: Mailbox) async throws -> [StreamID] { try await streams(of: .mailbox(mailbox)) }
}

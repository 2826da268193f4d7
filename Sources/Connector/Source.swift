package import Interactions

/// A service that holds mailboxes, or a CRM.
///
/// It keeps no state of its own between calls but caches.
package protocol Source: Sendable {
    /// The lists of what the configuration wants of `owner`, in the order in which they are to be read.
    ///
    /// Nothing is asked for this. What is on one list is read before the next one is asked for, so that one that never
    /// comes takes nothing with it.
    func lists(of owner: StreamOwner) throws -> [StreamList]

    /// The next page of a list of streams of `owner`, or the first of its first list if `cursor` is nil; over all pages
    /// of all lists each stream comes once, and in a stable order.
    ///
    /// One call sends as few requests as it can: who reads the pages looks at the gate and the stop signal before each.
    /// - Throws: `SourceError` of scope `.part` if this list fails alone, or larger; parts of it that fail alone are on
    ///   the page.
    func streams(of owner: StreamOwner, after cursor: Cursor?) async throws -> ListingPage

    /// The next page of changes in `stream` after `cursor`, or from the start if it is nil.
    ///
    /// Read-only: the same cursor may be asked twice and then answers what is new by then.
    /// - Throws: `SourceError`; `.cursorExpired` if the stream must be read from the start.
    func changes(in stream: StreamID, after cursor: Cursor?) async throws -> ChangePage

    /// Reads single items again that were `.unreadable` before; one change for each, in the same order.
    func changes(of items: [ItemKey], in stream: StreamID) async throws -> [Change]

    /// What is new of all streams of `owner`, asked for in a request or two; nil where the service cannot say.
    ///
    /// It may be wrong about what is quiet, and then only for as long as nobody reads everything.
    ///
    /// - Parameters:
    ///   - memory: of the overview before the last round that ended; without it nothing is quiet.
    ///   - streams: all streams that the round is to have, by where reading them goes on.
    /// - Throws: `SourceError`.
    func overview(of owner: StreamOwner, since memory: String?, streams: [StreamID: Cursor]) async throws -> Overview?

    /// A short text that differs whenever the settings that decide what a stream holds differ; a stored cursor is
    /// good only for the text it was stored with.
    var settingsFingerprint: String { get }
}

extension Source {
    /// One list, where nothing on it is apart from the rest.
    package func lists(of owner: StreamOwner) throws -> [StreamList] { [StreamList("streams")] }

    /// No service says so unless its source asks.
    package func overview(
        of owner: StreamOwner,
        since memory: String?,
        streams: [StreamID: Cursor]
    ) async throws -> Overview? { nil }

    /// All pages of all lists of `owner`'s streams, as one, without regard to gates or an end; for checks and tests.
    ///
    /// - Throws: what `streams(of:after:)` throws, and the first part's failure if there is one.
    package func streams(of owner: StreamOwner) async throws -> [StreamID] {
        var streams: [StreamID] = []
        for list in try lists(of: owner) {
            var cursor = list.start
            repeat {
                let page = try await self.streams(of: owner, after: cursor)
                if let failure = page.failures.first { throw failure }
                streams += page.streams
                cursor = page.next
            } while cursor != nil
        }
        return streams
    }

    /// The streams of a mailbox.
    package func streams(of mailbox: Mailbox) async throws -> [StreamID] { try await streams(of: .mailbox(mailbox)) }
}

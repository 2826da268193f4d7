import Connector
import Interactions
import MailboxReading
import SourceTransport

/// Asks one folder what changed.
struct FolderSync: Sendable {
    let client: EWSClient
    let mailbox: Mailbox
    let stream: StreamID
    /// The usual number of changes on a page, and what failed.
    let sizes: PageSizes
    /// No page has more, as the server asks for a pause before the items of a larger one are delivered; nil for no
    /// limit.
    let largestPage: Int?

    var folderID: String { stream.folder }

    /// The next page of changes after `syncState`; it is the last one, or its state is a new one.
    ///
    /// Servers have been seen to repeat a state and still promise more. They are asked once more; if there is nothing
    /// in it then either, that was all they have.
    /// - Throws: `SourceError`, or `CancellationError`; `ChangesUnreadable` where a change spoils even a page of its
    ///   own.
    func next(after syncState: String?) async throws -> SyncFolderItems.Response {
        let page = try await ask(after: syncState)
        guard page.isStuck(at: syncState) else { return page }
        var again = try await ask(after: syncState)
        guard again.isStuck(at: syncState) else { return again }
        guard again.changes.isEmpty else {
            throw SourceError(
                .badAnswer,
                scope: .stream,
                retry: .never,
                message: "Exchange repeats one page of changes without end; the folder is left for the next run."
            )
        }
        again.includesLastItemInRange = true
        return again
    }

    /// Asks for one change where many could not be had: perhaps one of them is to blame.
    private func ask(after syncState: String?) async throws -> SyncFolderItems.Response {
        let size = await sizes.size(of: stream)
        do {
            let page = try await ask(after: syncState, atMost: size)
            await sizes.noteSuccess(of: stream)
            return page
        } catch let error as EWSError {
            guard error.mayBeOneItem else { throw SourceError(error, concerning: .stream) }
            let failures = await sizes.noteFailure(of: stream)
            let cause = SourceError(error, concerning: .stream)
            if size == 1 {
                // One more try after a pause, which the caller makes: the server may be to blame, if it does not say.
                guard failures > 1 || cause.retry == .never else { throw cause }
                await sizes.forget(stream)
                throw ChangesUnreadable()
            }
        }
        return try await ask(after: syncState)
    }

    private func ask(after syncState: String?, atMost size: Int) async throws -> SyncFolderItems.Response {
        let limits = SyncFolderItems.changesRange
        let size = min(size, largestPage ?? limits.upperBound)
        let operation = SyncFolderItems(
            syncFolder: .id(folderID),
            syncState: syncState,
            maxChangesReturned: min(max(size, limits.lowerBound), limits.upperBound)
        )
        return try await client.send(operation, about: mailbox)
    }
}

/// The next change of a folder cannot be read, and no page of changes passes over one.
struct ChangesUnreadable: Error {}

extension SyncFolderItems.Response {
    fileprivate func isStuck(at earlier: String?) -> Bool {
        !includesLastItemInRange && syncState == earlier
    }
}

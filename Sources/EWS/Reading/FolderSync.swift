import Connector
import Interactions

/// Asks one folder what changed.
struct FolderSync: Sendable {
    let client: EWSClient
    let mailbox: Mailbox
    let folderID: String
    let changesPerPage: Int

    /// The next page of changes after `syncState`; it is the last one, or its state is a new one.
    ///
    /// Servers have been seen to repeat a state and still promise more. They are asked once more; if there is nothing
    /// in it then either, that was all they have.
    /// - Throws: `SourceError`, or `CancellationError`.
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

    private func ask(after syncState: String?) async throws -> SyncFolderItems.Response {
        let limits = SyncFolderItems.changesRange
        let operation = SyncFolderItems(
            syncFolder: .id(folderID),
            syncState: syncState,
            maxChangesReturned: min(max(changesPerPage, limits.lowerBound), limits.upperBound)
        )
        do {
            return try await client.send(operation, about: mailbox)
        } catch let error as EWSError {
            throw SourceError(error, concerning: .stream)
        }
    }
}

extension SyncFolderItems.Response {
    fileprivate func isStuck(at earlier: String?) -> Bool {
        !includesLastItemInRange && syncState == earlier
    }
}

import Connector

/// Pages of changes that were asked for while the items of the page before were: by streams, each good for one state.
///
/// Ids come one page after the other and items after their ids: where answers take long, a reading would only wait.
actor PagesAhead {
    private struct Page {
        let state: String
        let answer: Result<SyncFolderItems.Response, any Error>
    }

    private var pages: [StreamID: Page] = [:]

    /// Asks for the page after this one, if there is one; what goes wrong is told to who takes it.
    func ask(after page: SyncFolderItems.Response, _ folder: FolderSync) async {
        guard !page.includesLastItemInRange else { return }
        do {
            let next = try await folder.next(after: page.syncState)
            pages[folder.stream] = Page(state: page.syncState, answer: .success(next))
        } catch is CancellationError {
            // Nobody waits for it any more.
        } catch {
            pages[folder.stream] = Page(state: page.syncState, answer: .failure(error))
        }
    }

    /// The page after a state, asked for before or now; handed out once.
    ///
    /// - Throws: as `FolderSync.next`.
    func take(after state: String?, _ folder: FolderSync) async throws -> SyncFolderItems.Response {
        if let page = pages.removeValue(forKey: folder.stream), page.state == state { return try page.answer.get() }
        return try await folder.next(after: state)
    }
}

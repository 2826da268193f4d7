import Connector
import Interactions

/// Pages of changes that were asked for while the items of the page before were: by streams, each good for one state.
///
/// Ids come one page after the other and items after their ids: where answers take long, a reading would only wait.
actor PagesAhead {
    private struct Page {
        let state: String
        let asked: Timestamp
        let answer: Result<SyncFolderItems.Response, any Error>
    }

    /// What is older was asked for by a reading that ended; whoever reads now asks himself.
    private static let goodFor: Int64 = 300 * 1_000_000

    private let now: @Sendable () -> Timestamp
    private var pages: [StreamID: Page] = [:]

    init(now: @escaping @Sendable () -> Timestamp) {
        self.now = now
    }

    /// Asks for the page after this one, if there is one; what goes wrong is told to who takes it.
    func ask(after page: SyncFolderItems.Response, _ folder: FolderSync) async {
        guard !page.includesLastItemInRange else { return }
        let answer: Result<SyncFolderItems.Response, any Error>
        do {
            answer = .success(try await folder.next(after: page.syncState))
        } catch is CancellationError {
            // Nobody waits for it any more.
            return
        } catch {
            answer = .failure(error)
        }
        pages[folder.stream] = Page(state: page.syncState, asked: now(), answer: answer)
    }

    /// The page after a state, asked for before or now; handed out once.
    ///
    /// - Throws: as `FolderSync.next`.
    func take(after state: String?, _ folder: FolderSync) async throws -> SyncFolderItems.Response {
        guard let page = pages.removeValue(forKey: folder.stream), page.state == state,
            (0...Self.goodFor).contains(now().microseconds - page.asked.microseconds)
        else { return try await folder.next(after: state) }
        return try page.answer.get()
    }
}

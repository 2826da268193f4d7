import Connector
import Interactions
import MailboxReading

/// Looks at all folders of a mailbox at once, in one request and one more for its archive, and says which did not
/// change.
struct MailboxOverview: Sendable {
    let client: EWSClient
    let mailbox: Mailbox
    let archive: EWSSource.Configuration.Archive
    let now: Timestamp

    /// Nil where the server does not tell what changed, or has more folders than it lists at once.
    ///
    /// - Throws: `SourceError`, or `CancellationError`.
    func overview(since memory: String?, streams: [StreamID: Cursor]) async throws -> Overview? {
        let earlier = memory.flatMap { MailboxState(text: $0) }
        guard var folders = try await folders(below: .msgfolderroot) else { return nil }
        var hasArchive = false
        // Who had none has none, for as long as a memory is good.
        if archive == .include, earlier?.hasArchive ?? true {
            switch try await archived() {
            case .none: break
            case .listed(let archived):
                folders += archived
                hasArchive = true
            case .tooMany: return nil
            }
        }
        let second = now.microseconds / 1_000_000
        guard let state = MailboxState(folders, hasArchive: hasArchive, now: second) else { return nil }
        guard let earlier, earlier.hasArchive == hasArchive, earlier.structure == state.structure else {
            return Overview(memory: state.text, quiet: nil)
        }
        let today = CalendarWindow.day(of: now)
        let quiet = streams.filter { stream, cursor in
            state.isQuiet(stream.folder, since: earlier) && Self.isAtRest(stream.kind, cursor, today: today)
        }
        return Overview(memory: state.reduced(to: streams.keys).text, quiet: Set(quiet.keys))
    }

    private enum Archived {
        case none
        case listed([Folder])
        case tooMany
    }

    private func archived() async throws -> Archived {
        do {
            return try await folders(below: .archivemsgfolderroot).map { .listed($0) } ?? .tooMany
        } catch let error as SourceError where [.gone, .noMailbox].contains(error.code) {
            return .none
        }
    }

    /// Nil if the answer is not whole.
    private func folders(below root: DistinguishedFolder) async throws -> [Folder]? {
        do {
            let operation = FindFolder(parentFolder: .distinguished(root, of: mailbox.address))
            let response = try await client.send(operation, about: mailbox)
            return response.includesLastItemInRange ? response.folders : nil
        } catch let error as EWSError {
            throw SourceError(error, concerning: .mailbox)
        }
    }

    /// Whether a stream whose folder did not change has nothing else to do.
    private static func isAtRest(_ kind: StreamID.Kind, _ cursor: Cursor, today: Int) -> Bool {
        switch kind {
        case .mail:
            if case .changes = MailCursor(cursor) { return true }
            return false
        case .calendar:
            // The window moves with the day.
            guard case .resting(let rest)? = try? CalendarCursor(cursor).phase else { return false }
            return rest.day == today && rest.unread.isEmpty
        case .activity, .table: return false
        }
    }
}

import Connector
import HTTPTransport
import Interactions
import MailboxReading

/// Lists what one calendar shows in a stretch of time.
struct CalendarView: Sendable {
    let client: EWSClient
    let mailbox: Mailbox
    let folderID: String
    /// `MaxEntriesReturned`; a view that returns as many is taken for cut off.
    let entries: Int

    init(client: EWSClient, mailbox: Mailbox, folderID: String, entries: Int) {
        self.client = client
        self.mailbox = mailbox
        self.folderID = folderID
        self.entries = min(max(entries, 2), 1_000)
    }

    /// - Throws: `SourceError` for what concerns more than the stretch, or `CancellationError`.
    func items(in stretch: Stretch) async throws -> CalendarAnswer<FindItem.Found> {
        do {
            let response = try await find(stretch)
            return response.includesLastItemInRange && response.items.count < entries
                ? .whole(response.items) : .tooMuch
        } catch let error as EWSError {
            if error.asksForLess, stretch.length > CalendarWindow.secondsPerDay { return .tooMuch }
            let cause = SourceError(error, concerning: .stream)
            guard error.mayBeOneItem, !error.isSilence else { throw cause }
            return .failed(cause)
        }
    }

    /// What stands for a stretch that could not be read, read again.
    ///
    /// - Throws: `SourceError` for what concerns more than the stretch, or `CancellationError`.
    func change(of stretch: Stretch) async throws -> Change {
        switch try await items(in: stretch) {
        case .whole, .tooMuch: .gone(stretch.item)
        case .failed(let error): .unreadable(stretch.item, error)
        }
    }

    private func find(_ stretch: Stretch) async throws -> FindItem.Response {
        let view = FindItem.View.calendar(
            start: Timestamp(microseconds: Int64(stretch.start) * 1_000_000),
            end: Timestamp(microseconds: Int64(stretch.end) * 1_000_000),
            maxEntriesReturned: entries
        )
        return try await client.send(FindItem(view: view, parentFolder: .id(folderID)), about: mailbox)
    }
}

extension EWSError {
    /// A shorter view may be answered.
    fileprivate var asksForLess: Bool {
        guard case .response(let failure) = self else { return false }
        return ["ErrorTimeoutExpired", "ErrorExceededFindCountLimit"].contains(failure.code.text)
    }

    /// To try shorter views would take minutes for each.
    fileprivate var isSilence: Bool {
        if case .transport(let error) = self { error.phase == .timeout } else { false }
    }
}

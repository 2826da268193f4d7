import Connector
import Interactions
import MailboxReading

/// Lists what is in a mail folder, as a page of changes cannot pass over the one that cannot be delivered, and a list
/// can.
///
/// The folder is listed in every run, and once a day its changes are tried again.
struct MailFolderList: Sendable {
    let folder: FolderSync
    let records: SourceItemReader
    let today: Int

    private static let pageSize = 100
    /// Stands before the place of an item whose id cannot be had; no id has spaces.
    private static let mark = "list position "

    /// Whether a key stands for an item without id.
    static func isPosition(_ item: ItemKey) -> Bool { item.text.hasPrefix(mark) }

    /// - Throws: `SourceError`, or `CancellationError`.
    func page(from offset: Int, isWhole: Bool) async throws -> ChangePage {
        var isWhole = isWhole
        var unreadable: [Change] = []
        var begin = offset
        var found: FindItem.Response
        do {
            found = try await find(from: offset, atMost: Self.pageSize)
        } catch let error as EWSError where error.mayBeOneItem {
            do {
                found = try await find(from: offset, atMost: 1)
            } catch let error as EWSError where error.mayBeOneItem {
                // The next one shows whether this one is to blame.
                begin = offset + 1
                found = try await findOrThrow(from: begin)
                unreadable = [.unreadable(ItemKey("\(Self.mark)\(offset)"), .unread(after: error))]
                isWhole = false
            }
        }
        let end = found.indexedPagingOffset ?? begin + found.items.count
        let isLast = found.includesLastItemInRange || end <= begin
        var news = PageNews<String>()
        for item in found.items { news.add(item.itemID, about: item.itemID) }
        return ChangePage(
            changes: try await records.changes(of: news.words).map(\.listed) + unreadable,
            cursor: (isLast ? MailCursor.listed(day: today) : .list(offset: end, isWhole: isWhole)).cursor,
            isLast: isLast,
            startsRound: offset == 0,
            isWhole: isWhole
        )
    }

    private func findOrThrow(from offset: Int) async throws -> FindItem.Response {
        do {
            return try await find(from: offset, atMost: 1)
        } catch let error as EWSError {
            throw SourceError(error, concerning: .stream)
        }
    }

    private func find(from offset: Int, atMost count: Int) async throws -> FindItem.Response {
        let view = FindItem.View.indexedPage(offset: offset, maxEntriesReturned: count)
        do {
            return try await folder.client.send(
                FindItem(view: view, parentFolder: .id(folder.folderID)),
                about: folder.mailbox
            )
        } catch let error as EWSError where !error.mayBeOneItem {
            throw SourceError(error, concerning: .stream)
        }
    }
}

import Connector
import Interactions
import MailboxReading

/// Reads again what could not be read before.
struct PostponedItems: Sendable {
    let records: SourceItemReader
    let view: CalendarView

    /// A change for each of `items`, in the same order, also if one is named twice.
    ///
    /// They say nothing about the server: if still none of them can be read, they stay as they are, and do not keep
    /// what is new from being read.
    /// - Throws: `SourceError` for what concerns more than these items, or `CancellationError`.
    func changes(of items: [ItemKey]) async throws -> [Change] {
        var known: [ItemKey: Change] = [:]
        var ids: [String] = []
        for item in Set(items) {
            if let stretch = Stretch(item) {
                known[item] = try await view.change(of: stretch)
            } else if MailFolderList.isPosition(item) {
                // The list that comes next says it again if it is still so.
                known[item] = .gone(item)
            }
        }
        for item in items where known[item] == nil && !ids.contains(item.text) { ids.append(item.text) }
        for change in try await single(ids) { known[change.item] = change }
        return items.compactMap { known[$0] }
    }

    private func single(_ ids: [String]) async throws -> [Change] {
        do {
            return try await records.changes(of: ids)
        } catch let error as SourceError where error.code == .unavailable && error.scope == .stream {
            return ids.map { .unreadable(ItemKey($0), error) }
        }
    }
}

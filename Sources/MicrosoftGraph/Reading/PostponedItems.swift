import Connector
import Interactions
import MailboxReading

/// Reads again what could not be read before.
///
/// It says nothing about the service: if still nothing of it can be read, it stays as it is, and does not keep what is
/// new from being read.
enum PostponedItems {
    /// A change for each of `items`, in the same order.
    ///
    /// - Throws: `SourceError` for what concerns more than an item, or `CancellationError`.
    static func changes(of items: [ItemKey], _ read: (ItemKey) async throws -> Change) async throws -> [Change] {
        var changes: [Change] = []
        var hopeless: SourceError?
        for item in items {
            if let hopeless {
                changes.append(.unreadable(item, hopeless))
                continue
            }
            do {
                changes.append(try await read(item))
            } catch let error as SourceError where error.code == .unavailable && error.scope == .stream {
                hopeless = error
                changes.append(.unreadable(item, error))
            }
        }
        return changes
    }
}

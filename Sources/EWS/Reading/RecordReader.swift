import Connector
import Interactions

/// Reads items of one stream and hands them on as records, with Exchange names replaced by addresses.
struct RecordReader: Sendable {
    let client: EWSClient
    let mailbox: Mailbox
    let kind: StreamID.Kind
    let items: ItemReader
    let names: DirectoryNames

    /// A change for each of `ids`, in the same order.
    ///
    /// - Throws: `SourceError`, or `CancellationError`.
    func changes(of ids: [String]) async throws -> [Change] {
        var seen: Set<String> = []
        let readings = try await items.read(ids.filter { seen.insert($0).inserted })
        var unresolved: Set<String> = []
        for case .found(let item) in readings.values {
            for address in item.addresses {
                if let name = address.directoryName { unresolved.insert(name) }
            }
        }
        let addresses = try await names.addresses(of: unresolved, client: client, mailbox: mailbox)
        return ids.map { id in
            let key = ItemKey(id)
            return switch readings[id] {
            case .found(let item): .found(key, record(item, addresses: addresses))
            case .gone: .gone(key)
            case .unreadable(let error): .unreadable(key, error)
            case nil: .unreadable(key, .unreadable(after: .answer(.incomplete)))
            }
        }
    }

    private func record(_ item: GetItem.Item, addresses: [String: String]) -> SourceRecord {
        switch item {
        case .message(let message): .mail(MailRecord(message, addresses: addresses))
        case .calendarItem(let item) where kind == .calendar:
            .event(EventRecord(item, addresses: addresses, owner: mailbox.address))
        case .calendarItem(let item): .mail(MailRecord(misplaced: item))
        }
    }
}

import Connector
import Interactions

/// What reading one item came to.
enum ItemReading: Hashable, Sendable {
    case found(GetItem.Item)
    case gone
    case unreadable(SourceError)
}

/// Reads many items in batches, and finds the one that spoils a batch.
struct ItemReader: Sendable {
    let client: EWSClient
    let mailbox: Mailbox
    let properties: ItemProperties
    let pace: BatchPace
    let concurrentBatches: Int

    /// A reading for each of `ids`, which are all different.
    ///
    /// - Throws: `SourceError` for what concerns more than an item, above all a request for a pause.
    func read(_ ids: [String]) async throws -> [String: ItemReading] {
        try await withThrowingTaskGroup(of: [String: ItemReading].self) { group in
            var readings: [String: ItemReading] = [:]
            var rest = ids[...]
            var running = 0
            while true {
                while running < max(1, concurrentBatches), !rest.isEmpty {
                    let batch = Array(rest.prefix(await pace.size(for: mailbox.id)))
                    rest = rest.dropFirst(batch.count)
                    running += 1
                    group.addTask {
                        var isolation = Isolation(reader: self)
                        return try await isolation.read(batch)
                    }
                }
                guard let part = try await group.next() else { return readings }
                running -= 1
                readings.merge(part) { _, new in new }
            }
        }
    }
}

extension SourceError {
    /// One item that could not be read, for whatever reason.
    static func unreadable(after error: EWSError) -> SourceError {
        let cause = SourceError(error, concerning: .record)
        let isDenied = cause.code == .accessDenied
        return SourceError(
            isDenied ? .accessDenied : .unreadableItem,
            scope: .record,
            retry: .never,
            message: "One item cannot be read: \(cause.message)",
            vendorCode: cause.vendorCode
        )
    }
}

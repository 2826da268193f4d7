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

    /// The same reader for the same kind of items, with or without their subjects.
    func asking(for subject: EWSSource.Configuration.Subject) -> ItemReader {
        ItemReader(
            client: client,
            mailbox: mailbox,
            properties: ItemProperties(kind: properties.kind, subject: subject),
            pace: pace,
            concurrentBatches: concurrentBatches
        )
    }

    /// A reading for each of `ids`, in the same order.
    ///
    /// - Parameter ids: all different.
    /// - Throws: `SourceError` for what concerns more than an item, above all a request for a pause.
    func read(_ ids: [String]) async throws -> [ItemReading] {
        try await withThrowingTaskGroup(of: (Int, [ItemReading]).self) { group in
            var parts: [(begin: Int, readings: [ItemReading])] = []
            var begin = 0
            var running = 0
            while true {
                while running < max(1, concurrentBatches), begin < ids.count {
                    let end = min(begin + (await pace.size(for: mailbox.id)), ids.count)
                    group.addTask { [begin] in
                        var isolation = Isolation(reader: self)
                        return (begin, try await isolation.read(Array(ids[begin..<end])))
                    }
                    begin = end
                    running += 1
                }
                guard let (begin, readings) = try await group.next() else { break }
                parts.append((begin, readings))
                running -= 1
            }
            return parts.sorted { $0.begin < $1.begin }.flatMap(\.readings)
        }
    }
}

extension SourceError {
    /// One item that could not be read, for whatever reason.
    static func unreadable(after error: EWSError) -> SourceError {
        let cause = SourceError(error, concerning: .item)
        let isDenied = cause.code == .accessDenied
        return SourceError(
            isDenied ? .accessDenied : .unreadableItem,
            scope: .item,
            retry: .never,
            message: "One item cannot be read: \(cause.message)",
            vendorCode: cause.vendorCode
        )
    }
}

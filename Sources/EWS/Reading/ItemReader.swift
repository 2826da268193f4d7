import Connector
import Interactions
import MailboxReading

/// Reads many items in batches, and finds the one that spoils a batch.
struct ItemReader: Sendable {
    /// The error of an item that is not there any more is `.gone`.
    typealias Reading = Result<GetItem.Item, SourceError>

    let client: EWSClient
    let mailbox: Mailbox
    let properties: ItemProperties
    let pace: BatchPace
    let health: ReadingHealth
    let concurrentBatches: Int

    /// The same reader for the same kind of items, with or without their subjects.
    func asking(for subject: EWSSource.Configuration.Subject) -> ItemReader {
        ItemReader(
            client: client,
            mailbox: mailbox,
            properties: ItemProperties(kind: properties.kind, subject: subject),
            pace: pace,
            health: health,
            concurrentBatches: concurrentBatches
        )
    }

    /// A reading for each of `ids`, in the same order.
    ///
    /// - Parameter ids: all different.
    /// - Throws: `SourceError` for what concerns more than an item, above all a request for a pause; and if nothing at
    ///   all can be read and the server does not say that it is the items.
    func read(_ ids: [String]) async throws -> [Reading] {
        let readings = try await batches(ids)
        let failures = readings.compactMap { reading in
            if case .failure(let error) = reading, error.retry == .now { error } else { nil }
        }
        if let error = failures.last, failures.count == readings.count {
            throw SourceError.nothingReadable(after: error, retry: .now)
        }
        return readings
    }

    /// The same, but for who knows that the server can read these items: no reading at all is an answer, too.
    func batches(_ ids: [String]) async throws -> [Reading] {
        try await withThrowingTaskGroup(of: (Int, [Reading]).self) { group in
            var parts: [(begin: Int, readings: [Reading])] = []
            var begin = 0
            var running = 0
            while true {
                while running < max(1, concurrentBatches), begin < ids.count {
                    let end = min(begin + (await pace.size(for: mailbox.id)), ids.count)
                    group.addTask { [begin] in
                        (begin, try await Isolation(reader: self).read(Array(ids[begin..<end])))
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

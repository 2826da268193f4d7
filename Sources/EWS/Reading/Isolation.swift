import Connector
import HTTPTransport
import Interactions

/// Reads one batch, and smaller and smaller parts of it until the item that spoils it stands alone.
struct Isolation {
    private let reader: ItemReader
    /// What failed since something last succeeded. An item is to blame only while others can be read.
    private var strain = 0

    /// Enough for half a dozen bad items in a row.
    private static let longestStrain = 24

    init(reader: ItemReader) {
        self.reader = reader
    }

    /// A reading for each of `ids`, in the same order.
    ///
    /// - Throws: `SourceError` if an error concerns more than these items, or nothing could be read for a while.
    mutating func read(_ ids: [String]) async throws -> [ItemReading] {
        let results: [Result<GetItem.Item, ResponseFailure>]
        do {
            results = try await ask(for: ids, reader.properties.all)
        } catch let error as EWSError {
            return try await readParts(of: ids, after: error)
        }
        var answer = try await BatchAnswer(results, of: ids, reader: reader)
        if let failure = answer.stopped {
            let rest = answer.stoppedPositions
            let others = rest.map { ids[$0] }
            let readings =
                rest.count < ids.count
                ? try await read(others) : try await readParts(of: others, after: .response(failure))
            for (position, reading) in zip(rest, readings) { answer.verdicts[position] = .read(reading) }
        }
        var readings: [ItemReading] = []
        readings.reserveCapacity(ids.count)
        for (id, verdict) in zip(ids, answer.verdicts) {
            switch verdict {
            case .read(let reading): readings.append(reading)
            // The server named the item; fewer properties may do what all cannot.
            case .failed(let failure):
                let shapes = [reader.properties.indispensable]
                readings.append(try await readAlone(id, shapes, after: .response(failure)))
            case .unanswered:
                readings.append(try await readAlone(id, [reader.properties.all], after: .answer(.incomplete)))
            }
        }
        return readings
    }

    private mutating func readParts(of ids: [String], after error: EWSError) async throws -> [ItemReading] {
        try await note(error, batch: ids.count)
        guard ids.count > 1 else {
            let shapes = [reader.properties.all, reader.properties.indispensable]
            return [try await readAlone(ids[0], shapes, after: error)]
        }
        let half = ids.count / 2
        let first = try await read(Array(ids[..<half]))
        return try await first + read(Array(ids[half...]))
    }

    /// One try with each of `shapes`.
    private mutating func readAlone(
        _ id: String,
        _ shapes: [ItemShape],
        after error: EWSError
    ) async throws -> ItemReading {
        var error = error
        for shape in shapes {
            do {
                let answer = try await BatchAnswer(ask(for: [id], shape), of: [id], reader: reader)
                switch answer.verdicts[0] {
                case .read(let reading): return reading
                case .failed(let failure): error = .response(failure)
                case .unanswered: error = .answer(.incomplete)
                }
            } catch let failure as EWSError {
                try await note(failure, batch: 1)
                error = failure
            }
        }
        return .unreadable(.unreadable(after: error))
    }

    private mutating func ask(
        for ids: [String],
        _ shape: ItemShape
    ) async throws -> [Result<GetItem.Item, ResponseFailure>] {
        let results = try await reader.client.send(GetItem(itemShape: shape, itemIDs: ids), about: reader.mailbox)
        strain = 0
        await reader.pace.noteSuccess(of: ids.count, for: reader.mailbox.id)
        return results
    }

    private mutating func note(_ error: EWSError, batch: Int) async throws {
        await reader.pace.noteFailure(of: batch, for: reader.mailbox.id)
        // A request that hangs costs minutes, not milliseconds.
        let hung = if case .transport(let cause) = error { cause.phase == .timeout } else { false }
        strain += hung ? 4 : 1
        guard error.mayBeOneItem, strain < Self.longestStrain else { throw SourceError(error, concerning: .stream) }
    }
}

import Connector
import HTTPTransport
import Interactions

/// Reads one batch, and smaller and smaller parts of it until the item that spoils it stands alone.
struct Isolation {
    let reader: ItemReader
    /// What failed since something last succeeded. An item is to blame only while others can be read.
    private var strain = 0

    /// Enough for half a dozen bad items in a row.
    private static let longestStrain = 24

    init(reader: ItemReader) {
        self.reader = reader
    }

    mutating func read(_ ids: [String]) async throws -> [String: ItemReading] {
        let results: [Result<GetItem.Item, ResponseFailure>]
        do {
            results = try await ask(for: ids, reader.properties.all)
        } catch let error as EWSError {
            return try await readParts(of: ids, after: error)
        }
        var sorted = try await sort(results, of: ids)
        for (id, error) in sorted.alone {
            // The server named the item; fewer properties may do what all cannot.
            sorted.readings[id] = try await readAlone(id, [reader.properties.indispensable], after: error)
        }
        for id in sorted.unanswered {
            sorted.readings[id] = try await readAlone(id, [reader.properties.all], after: .answer(.incomplete))
        }
        if let cause = sorted.stopped.first?.value {
            let rest = ids.filter { sorted.stopped[$0] != nil }
            let others =
                rest.count < ids.count
                ? try await read(rest) : try await readParts(of: rest, after: .response(cause))
            sorted.readings.merge(others) { _, new in new }
        }
        return sorted.readings
    }

    /// - Throws: `SourceError` if the error concerns more than these items, or nothing could be read for a while.
    private mutating func readParts(of ids: [String], after error: EWSError) async throws -> [String: ItemReading] {
        try await note(error, batch: ids.count)
        guard ids.count > 1 else {
            let shapes = [reader.properties.all, reader.properties.indispensable]
            return [ids[0]: try await readAlone(ids[0], shapes, after: error)]
        }
        let half = ids.count / 2
        let first = try await read(Array(ids[..<half]))
        let second = try await read(Array(ids[half...]))
        return first.merging(second) { _, new in new }
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
                let sorted = try await sort(ask(for: [id], shape), of: [id])
                if let reading = sorted.readings[id] { return reading }
                error = sorted.alone[id] ?? sorted.stopped[id].map { .response($0) } ?? .answer(.incomplete)
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

extension Isolation {
    /// What the messages of one answer say about the ids that were asked for.
    private struct SortedAnswer {
        var readings: [String: ItemReading] = [:]
        /// Named as the culprit.
        var alone: [String: EWSError] = [:]
        /// The server ran out of time before it came to these.
        var stopped: [String: ResponseFailure] = [:]
        var unanswered: Set<String>
    }

    /// Items are matched by id. Errors carry none and are matched by position, if there are as many messages as ids.
    ///
    /// - Throws: `SourceError` if a message concerns more than its item.
    private func sort(
        _ results: [Result<GetItem.Item, ResponseFailure>],
        of ids: [String]
    ) async throws -> SortedAnswer {
        var sorted = SortedAnswer(unanswered: Set(ids))
        for case .success(let item) in results {
            guard sorted.unanswered.remove(item.itemID) != nil else { continue }
            sorted.readings[item.itemID] = .found(item)
        }
        for (position, result) in results.enumerated() {
            guard case .failure(let failure) = result else { continue }
            if failure.concernsMore {
                if failure.code.meaning == .throttled {
                    await reader.pace.noteFailure(of: ids.count, for: reader.mailbox.id)
                }
                throw SourceError(failure, concerning: .stream)
            }
            guard results.count == ids.count, sorted.unanswered.remove(ids[position]) != nil else { continue }
            switch failure.code.meaning {
            case .gone: sorted.readings[ids[position]] = .gone
            case .accessDenied:
                sorted.readings[ids[position]] = .unreadable(.unreadable(after: .response(failure)))
            case .overstrained where failure.code.text != "ErrorInternalServerError":
                sorted.stopped[ids[position]] = failure
            default: sorted.alone[ids[position]] = .response(failure)
            }
        }
        return sorted
    }
}

extension ResponseFailure {
    /// Than the one item it was said about.
    fileprivate var concernsMore: Bool {
        switch code.meaning {
        case .throttled, .passing, .noMailbox, .mailboxDenied, .elsewhere, .blocked: true
        case .overstrained, .syncStateLost, .gone, .poison, .accessDenied, .refused, .unknown: false
        }
    }
}

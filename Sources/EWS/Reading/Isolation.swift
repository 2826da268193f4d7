import Connector
import HTTPTransport
import Interactions
import MailboxReading

/// Reads one batch, and smaller and smaller parts of it until the item that spoils it stands alone.
struct Isolation {
    private let reader: ItemReader

    init(reader: ItemReader) {
        self.reader = reader
    }

    /// A reading for each of `ids`, in the same order.
    ///
    /// - Throws: `SourceError` if an error concerns more than these items, or nothing could be read for a while.
    func read(_ ids: [String]) async throws -> [ItemReader.Reading] {
        switch try await attempt(ids) {
        case .success(let readings): readings
        case .failure(let error): try await parts(of: ids, after: error)
        }
    }

    /// The failure of the whole batch is one that a single item may be to blame for.
    private func attempt(_ ids: [String]) async throws -> Result<[ItemReader.Reading], EWSError> {
        do {
            return .success(try await readings(of: ids))
        } catch let error as EWSError {
            try await note(error, batch: ids.count)
            return .failure(error)
        }
    }

    private func parts(of ids: [String], after error: EWSError) async throws -> [ItemReader.Reading] {
        guard ids.count > 1 else {
            let shapes = [reader.properties.all, reader.properties.indispensable]
            return [try await alone(ids[0], shapes, after: error)]
        }
        let half = ids.count / 2
        let parts = [Array(ids[..<half]), Array(ids[half...])]
        // Both before one of them is halved again: one that can be read shows that the server is not to blame.
        var attempts: [Result<[ItemReader.Reading], EWSError>] = []
        for part in parts { attempts.append(try await attempt(part)) }
        var readings: [ItemReader.Reading] = []
        for (part, attempt) in zip(parts, attempts) {
            switch attempt {
            case .success(let read): readings += read
            case .failure(let error): readings += try await self.parts(of: part, after: error)
            }
        }
        return readings
    }

    private func readings(of ids: [String]) async throws -> [ItemReader.Reading] {
        let answer = try await BatchAnswer(ask(for: ids, reader.properties.all), of: ids, reader: reader)
        if answer.stopped.count == ids.count, let first = answer.results.first, case .failure(let error) = first {
            throw error
        }
        let rest = try await answer.stopped.isEmpty ? [] : read(answer.stopped.map { ids[$0] })
        var again = rest.makeIterator()
        var readings: [ItemReader.Reading] = []
        readings.reserveCapacity(ids.count)
        for (position, (id, result)) in zip(ids, answer.results).enumerated() {
            if answer.stopped.contains(position), let reading = again.next() {
                readings.append(reading)
            } else {
                readings.append(try await reading(of: id, result))
            }
        }
        return readings
    }

    private func reading(of id: String, _ result: Result<GetItem.Item, EWSError>) async throws -> ItemReader.Reading {
        switch result {
        case .success(let item):
            await reader.health.noteSuccess(in: reader.mailbox.id)
            return .success(item)
        case .failure(.response(let failure)):
            switch failure.code.meaning {
            case .gone, .accessDenied: return .failure(.unread(after: .response(failure)))
            // The server named the item; fewer properties may do what all cannot.
            default: return try await alone(id, [reader.properties.indispensable], after: .response(failure))
            }
        case .failure(let error): return try await alone(id, [reader.properties.all], after: error)
        }
    }

    /// One try with each of `shapes`.
    private func alone(_ id: String, _ shapes: [ItemShape], after error: EWSError) async throws -> ItemReader.Reading {
        var error = error
        for shape in shapes {
            do {
                let answer = try await BatchAnswer(ask(for: [id], shape), of: [id], reader: reader)
                switch answer.results[0] {
                case .success(let item):
                    await reader.health.noteSuccess(in: reader.mailbox.id)
                    return .success(item)
                case .failure(let failure):
                    error = failure
                    try await reader.health.noteFailure(.unread(after: failure), in: reader.mailbox.id)
                }
                if error.isDefinite { break }
            } catch let failure as EWSError {
                try await note(failure, batch: 1)
                error = failure
            }
        }
        return .failure(.unread(after: error))
    }

    private func ask(
        for ids: [String],
        _ shape: ItemShape
    ) async throws -> [Result<GetItem.Item, ResponseFailure>] {
        let results = try await reader.client.send(GetItem(itemShape: shape, itemIDs: ids), about: reader.mailbox)
        await reader.pace.noteSuccess(of: ids.count, for: reader.mailbox.id)
        return results
    }

    private func note(_ error: EWSError, batch: Int) async throws {
        await reader.pace.noteFailure(of: batch, for: reader.mailbox.id)
        guard error.mayBeOneItem else { throw SourceError(error, concerning: .stream) }
        // A request that hangs costs minutes, not milliseconds.
        let hung = if case .transport(let cause) = error { cause.phase == .timeout } else { false }
        try await reader.health.noteFailure(.unread(after: error), in: reader.mailbox.id, weight: hung ? 4 : 1)
    }
}

extension EWSError {
    /// The item is not there, or not for us, whatever is asked of it.
    fileprivate var isDefinite: Bool {
        guard case .response(let failure) = self else { return false }
        return [.gone, .accessDenied].contains(failure.code.meaning)
    }
}

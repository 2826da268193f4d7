import Connector
import Interactions

/// What the messages of one answer say about the items that were asked for.
struct BatchAnswer {
    /// One for each item, in the order asked for; no message about an item is `.answer(.incomplete)`.
    private(set) var results: [Result<GetItem.Item, EWSError>]
    /// Where the server ran out of time; the order of the messages is that of its work.
    private(set) var stopped: [Int] = []

    /// Items are matched by id.
    ///
    /// Errors carry none and are matched by position, if there are as many messages as ids.
    ///
    /// - Throws: `SourceError` if a message concerns more than its item.
    init(_ messages: [Result<GetItem.Item, ResponseFailure>], of ids: [String], reader: ItemReader) async throws {
        results = Array(repeating: .failure(.answer(.incomplete)), count: ids.count)
        var delivered = 0
        for (position, message) in messages.enumerated() {
            guard case .success(let item) = message else { continue }
            let isInPlace = position < ids.count && ids[position] == item.itemID
            guard let place = isInPlace ? position : ids.firstIndex(of: item.itemID) else { continue }
            results[place] = .success(item)
            delivered += 1
        }
        for (position, message) in messages.enumerated() {
            guard case .failure(let failure) = message else { continue }
            if failure.concernsMore {
                if failure.code.meaning == .throttled {
                    await reader.pace.noteBusy(after: delivered, of: ids.count, for: reader.mailbox.id)
                }
                throw SourceError(failure, concerning: .stream)
            }
            guard messages.count == ids.count, case .failure = results[position] else { continue }
            results[position] = .failure(.response(failure))
            if failure.stopsBatch { stopped.append(position) }
        }
    }
}

extension ResponseFailure {
    /// Blames the batch and not the item.
    fileprivate var stopsBatch: Bool { ["ErrorBatchProcessingStopped", "ErrorTimeoutExpired"].contains(code.text) }

    /// Than the one item it was said about.
    fileprivate var concernsMore: Bool {
        switch code.meaning {
        case .throttled, .passing, .noMailbox, .mailboxDenied, .elsewhere, .blocked: true
        case .overstrained, .syncStateLost, .gone, .poison, .accessDenied, .refused, .unknown: false
        }
    }
}

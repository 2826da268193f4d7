import Connector
import Interactions

/// What the messages of one answer say about the items that were asked for.
struct BatchAnswer {
    enum Verdict {
        case read(ItemReading)
        /// The server named the item as the culprit, or did not come to it.
        case failed(ResponseFailure)
        case unanswered
    }

    /// One for each item, in the order asked for.
    var verdicts: [Verdict]

    /// Items are matched by id. Errors carry none and are matched by position, if there are as many messages as ids.
    ///
    /// - Throws: `SourceError` if a message concerns more than its item.
    init(_ results: [Result<GetItem.Item, ResponseFailure>], of ids: [String], reader: ItemReader) async throws {
        verdicts = Array(repeating: .unanswered, count: ids.count)
        for (position, result) in results.enumerated() {
            guard case .success(let item) = result else { continue }
            let isInPlace = position < ids.count && ids[position] == item.itemID
            guard let place = isInPlace ? position : ids.firstIndex(of: item.itemID) else { continue }
            verdicts[place] = .read(.found(item))
        }
        for (position, result) in results.enumerated() {
            guard case .failure(let failure) = result else { continue }
            if failure.concernsMore {
                if failure.code.meaning == .throttled {
                    await reader.pace.noteFailure(of: ids.count, for: reader.mailbox.id)
                }
                throw SourceError(failure, concerning: .stream)
            }
            guard results.count == ids.count, case .unanswered = verdicts[position] else { continue }
            verdicts[position] =
                switch failure.code.meaning {
                case .gone: .read(.gone)
                case .accessDenied: .read(.unreadable(.unreadable(after: .response(failure))))
                default: .failed(failure)
                }
        }
    }

    /// Where the server ran out of time; the order of the messages is that of its work.
    var stoppedPositions: [Int] {
        verdicts.indices.filter { verdicts[$0].stopped != nil }
    }

    /// The first of the failures at `stoppedPositions`.
    var stopped: ResponseFailure? {
        verdicts.lazy.compactMap(\.stopped).first
    }
}

extension BatchAnswer.Verdict {
    /// The failure if it blames the batch and not the item.
    fileprivate var stopped: ResponseFailure? {
        guard case .failed(let failure) = self else { return nil }
        switch failure.code.text {
        case "ErrorBatchProcessingStopped", "ErrorTimeoutExpired": return failure
        default: return nil
        }
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

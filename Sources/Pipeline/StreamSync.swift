import Connector
import Eligibility
import Interactions
import Normalization

/// Reads one stream to its end, page by page; each page and its cursor are one transaction.
struct StreamSync: Sendable {
    let stream: StreamID
    let reader: SourceReader
    let store: any InteractionStore
    let normalizer: Normalizer
    /// What occurred before is not stored.
    let horizon: Timestamp?
    /// What the stored cursor must have been made with.
    let settings: String
    let progress: @Sendable (SyncProgress) -> Void

    /// Postponed items that are asked for again in one go.
    private static let postponedBatch = 100
    /// Restarts of one stream in one run; a service that forgets cursors faster than this never lets anybody finish.
    private static let restartLimit = 3

    /// Never throws for what the source says: that is in the outcome's `end`.
    ///
    /// - Throws: what the store throws, or `CancellationError`; all committed pages stay.
    func run() async throws -> StreamOutcome {
        var outcome = StreamOutcome(stream: stream)
        do {
            try await read(into: &outcome)
        } catch is StopRequested {
            outcome.end = .stopped
        } catch let lost as AdmissionLost {
            outcome.end = .refused(lost.reasons)
        } catch let error as SourceError {
            outcome.end = error.code == .gone ? .gone : .failed(error)
        }
        return outcome
    }

    private func read(into outcome: inout StreamOutcome) async throws {
        let stored = try await store.checkpoint(for: stream)
        let usable = stored.flatMap { $0.settings == settings ? $0 : nil }
        if stored != nil, usable == nil { outcome.restarts += 1 }
        if let usable { try await readPostponed(at: usable.cursor, into: &outcome) }

        var reading = try await page(after: usable?.cursor)
        while true {
            try Task.checkCancellation()
            let page = reading.page
            if reading.isRestart { outcome.restarts += 1 }
            guard outcome.restarts <= Self.restartLimit else {
                throw SourceError(
                    .cursorExpired,
                    scope: .stream,
                    retry: .never,
                    message: "The service forgets every cursor it gives; the stream is left for the next run."
                )
            }
            let mayGoOn = !page.isLast && !reader.stop.isRequested
            // The next page is on its way while this one is written.
            async let next = mayGoOn ? self.page(after: page.cursor) : nil
            try await commit(page, into: &outcome)
            guard let following = try await next else {
                if !page.isLast { outcome.end = .stopped }
                return
            }
            guard following.page.isLast || following.page.cursor != page.cursor else {
                throw SourceError(
                    .badAnswer,
                    scope: .stream,
                    retry: .never,
                    message: "The service repeats one page without end; the stream is left for the next run."
                )
            }
            reading = following
        }
    }

    private struct Reading: Sendable {
        let page: ChangePage
        /// The service no longer knew the cursor, and this is the first page of the stream.
        let isRestart: Bool
    }

    private func page(after cursor: Cursor?) async throws -> Reading {
        do {
            let page = try await reader.read { [stream] in try await $0.changes(in: stream, after: cursor) }
            return Reading(page: page, isRestart: false)
        } catch let error as SourceError where error.code == .cursorExpired && cursor != nil {
            let page = try await reader.read { [stream] in try await $0.changes(in: stream, after: nil) }
            return Reading(page: page, isRestart: true)
        }
    }

    private func commit(_ page: ChangePage, into outcome: inout StreamOutcome) async throws {
        let admission = try await reader.gate.pass()
        let storePage = page.map { storeChange(for: $0, as: admission, counting: &outcome) }
        let summary = try await store.commit(storePage, settings: settings, to: stream)
        outcome.commits += summary
        outcome.pages += 1
        progress(.page(stream, items: page.changes.count))
    }

    /// Items that earlier runs could not read. Their page does not end a round that is still under way.
    private func readPostponed(at cursor: Cursor, into outcome: inout StreamOutcome) async throws {
        var rest = try await store.postponed(in: stream)[...]
        while !rest.isEmpty, !reader.stop.isRequested {
            let batch = Array(rest.prefix(Self.postponedBatch))
            rest = rest.dropFirst(batch.count)
            let changes = try await reader.read { [stream] in try await $0.changes(of: batch, in: stream) }
            let page = ChangePage(changes: changes, cursor: cursor, isLast: false, startsRound: false)
            try await commit(page, into: &outcome)
        }
    }

    private func storeChange(
        for change: Change,
        as admission: Admission,
        counting outcome: inout StreamOutcome
    ) -> StoreChange {
        switch change {
        case .gone(let item):
            outcome.gone += 1
            return .gone(item)
        case .unreadable(let item, let error):
            outcome.unreadable += 1
            return .postponed(item, code: error.vendorCode ?? error.code.rawValue)
        case .found(let item, let record):
            outcome.found += 1
            switch normalizer.normalize(record, of: admission.owner) {
            case .row(let row): return .row(item, row)
            case .interaction(let interaction, let rank):
                let sighting = Sighting(
                    owner: admission.owner,
                    item: item,
                    interaction: interaction,
                    rank: rank,
                    regarding: record.regarding
                )
                guard horizon.map({ interaction.occurredAt >= $0 }) ?? true, let admitted = admission.admit(sighting)
                else { break }
                return .seen(admitted)
            case .filtered: break
            }
            outcome.filtered += 1
            return .gone(item)
        }
    }
}

extension SourceItem {
    fileprivate var regarding: CRMReference? {
        if case .activity(let activity) = self { activity.regarding } else { nil }
    }
}

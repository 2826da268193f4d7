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
    let horizon: @Sendable () -> Timestamp?
    /// Of a mail with a later time nobody knows when it was sent, and what is over by the CRM's word was not later.
    let latest: @Sendable () -> Timestamp
    /// Whether it was planned and never happened: see `StoreUpkeep`.
    let isOver: @Sendable (Interaction) -> Bool
    /// See `StoreUpkeep`.
    let believes: @Sendable (_ table: StreamID, _ isEmpty: Bool) async throws -> Bool
    /// What the stored cursor must have been made with.
    let settings: String
    /// What services agree that the time is.
    let told: @Sendable () -> Timestamp?
    let deletedMail: DeletedMail
    /// See `SyncRun.Configuration`.
    let changesPerCommit: Int
    let progress: @Sendable (SyncProgress) -> Void

    /// Postponed items that are asked for again in one go.
    private static let postponedBatch = 100

    /// Never throws for what the source says: that is in the outcome's `end`.
    ///
    /// - Throws: what the store throws, or `CancellationError`; all committed pages stay.
    func run() async throws -> StreamOutcome {
        var outcome = StreamOutcome(stream: stream)
        do {
            try await read(into: &outcome)
        } catch let stop as StopRequested {
            outcome.end = .stopped(stop.waitingFor)
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

        let pager = Pager<ChangePage>(reader, scope: .stream) { [stream] in
            try await $0.changes(in: stream, after: $1)
        }
        // A round that an earlier run began may have named something already.
        var hasNamed = usable != nil
        var group = PageGroup(size: changesPerCommit)
        do {
            let end = try await pager.read(after: usable?.cursor) { page, isRestart in
                if isRestart {
                    outcome.restarts += 1
                    outcome.isWhole = true
                }
                if page.startsRound {
                    hasNamed = false
                    try await commit(&group, into: &outcome)
                }
                hasNamed = hasNamed || page.changes.contains(where: \.isPresence)
                if page.isLast { try await requireBelief(hasNamed) }
                try await take(page, into: &group, &outcome)
            }
            try await commit(&group, into: &outcome)
            if end == .stopped { outcome.end = .stopped(nil) }
        } catch let error where error is SourceError || error is StopRequested {
            // What came before is good.
            try await commit(&group, into: &outcome)
            throw error
        }
    }

    /// Does not let a table that came empty for a moment take everything with it: its end is not committed, so that it
    /// is asked for again.
    private func requireBelief(_ hasNamed: Bool) async throws {
        guard stream.owner == .crm else { return }
        if !hasNamed {
            // Nothing can be lost where nothing is.
            guard try await store.isHolding(anythingOf: stream) else { return }
        }
        guard try await !believes(stream, !hasNamed) else { return }
        throw SourceError.emptyTable
    }

    /// Admits what the page says, and commits it with those before it when they are enough.
    ///
    /// - Parameter isListed: false where items were asked for by themselves. Then one that is not found is not gone,
    ///   because the stream may go on naming it; it says so itself when it does not.
    private func take(
        _ page: ChangePage,
        into group: inout PageGroup,
        _ outcome: inout StreamOutcome,
        isListed: Bool = true
    ) async throws {
        let admission = try await reader.gate.pass()
        let times = (horizon: horizon(), latest: latest())
        var storePage = page.map { change -> StoreChange in
            if !isListed, case .gone(let item) = change { return .unpostponed(item) }
            return storeChange(for: change, as: admission, at: times, counting: &outcome)
        }
        let named = page.ownerAddresses
        if let addresses = named.isEmpty ? page.changes.lazy.compactMap(\.ownerAddresses).first : named {
            storePage.changes.insert(.owner(addresses), at: 0)
        }
        if page.endsRound, losesData { storePage.doubt = RoundDoubt(now: told()) }
        group.add(storePage)
        outcome.pages += 1
        if page.isLast, !page.isWhole { outcome.isWhole = false }
        progress(.page(stream, items: page.changes.count))
        if group.isFull { try await commit(&group, into: &outcome) }
    }

    /// Whoever lost admission meanwhile has nothing committed.
    private func commit(_ group: inout PageGroup, into outcome: inout StreamOutcome) async throws {
        guard let page = group.take() else { return }
        _ = try await reader.gate.pass()
        let summary = try await store.commit(page, settings: settings, to: stream)
        outcome.commits += summary
        guard summary.doubted > 0 else { return }
        outcome.isWhole = false
        outcome.firstUnreadable = outcome.firstUnreadable ?? .doubted(summary.doubted)
    }

    /// Whether something is removed because the stream does not name it any more.
    private var losesData: Bool { stream.kind == .calendar || stream.kind == .mail && deletedMail == .remove }

    /// Items that earlier runs could not read.
    ///
    /// Their page does not end a round that is still under way.
    private func readPostponed(at cursor: Cursor, into outcome: inout StreamOutcome) async throws {
        var rest = try await store.postponed(in: stream)[...]
        while !rest.isEmpty, !reader.stop.isRequested {
            let batch = Array(rest.prefix(Self.postponedBatch))
            rest = rest.dropFirst(batch.count)
            let changes = try await reader.read(concerning: .stream) { [stream] in
                try await $0.changes(of: batch, in: stream)
            }
            let page = ChangePage(changes: changes, cursor: cursor, isLast: false, startsRound: false)
            var group = PageGroup(size: 0)
            try await take(page, into: &group, &outcome, isListed: false)
        }
    }

    private func storeChange(
        for change: Change,
        as admission: Admission,
        at times: (horizon: Timestamp?, latest: Timestamp),
        counting outcome: inout StreamOutcome
    ) -> StoreChange {
        switch change {
        case .gone(let item):
            outcome.gone += 1
            return .gone(item)
        case .unreadable(let item, let error):
            outcome.unreadable += 1
            if outcome.firstUnreadable == nil { outcome.firstUnreadable = error }
            return .postponed(item, code: error.vendorCode ?? error.code.rawValue)
        case .found(let item, let record):
            outcome.found += 1
            switch normalizer.normalize(record, of: admission.owner) {
            case .row(let row): return .row(item, row)
            case .link(let link): return .link(item, link)
            case .filtered(let reason): outcome.leftOut[.filtered(reason), default: 0] += 1
            case .interaction(let interaction, _) where record.isOver && interaction.occurredAt > times.latest:
                outcome.leftOut[.filtered(.noTime), default: 0] += 1
            case .interaction(let interaction, _) where isOver(interaction):
                outcome.leftOut[.filtered(.draft), default: 0] += 1
            case .interaction(let interaction, let rank):
                let sighting = Sighting(
                    owner: admission.owner,
                    item: item,
                    interaction: interaction,
                    rank: rank,
                    regarding: record.regarding,
                    links: normalizer.links(of: record, in: interaction),
                    changedAt: record.changedAt,
                    lacksMessageID: record.lacksMessageID
                )
                let isKept = times.horizon.map { interaction.occurredAt >= $0 } ?? true
                guard isKept, let admitted = admission.admit(sighting) else {
                    outcome.leftOut[.retention, default: 0] += 1
                    break
                }
                if interaction.flags.contains(.private) { outcome.leftOut[.privacy, default: 0] += 1 }
                return .seen(admitted)
            }
            return .gone(item)
        }
    }
}

extension Change {
    /// Whether it says that something is there.
    fileprivate var isPresence: Bool {
        if case .gone = self { false } else { true }
    }

    /// Those by which the service knows the owner of the mailbox; nil where it names none.
    fileprivate var ownerAddresses: [Participant.Address]? {
        guard case .found(_, let item) = self else { return nil }
        let addresses: [Participant.Address] =
            switch item {
            case .mail(let mail): mail.ownerAddresses
            case .event(let event): event.ownerAddresses
            case .activity, .row, .link: []
            }
        return addresses.isEmpty ? nil : addresses
    }
}

extension SourceError {
    fileprivate static func doubted(_ missing: Int) -> SourceError {
        SourceError(
            .badAnswer,
            scope: .stream,
            retry: .never,
            message: """
                \(missing) items that were there are not named any more, without a word of their deletion. What is \
                stored is kept, and believed gone if they are still missing in a day.
                """
        )
    }

    fileprivate static let emptyTable = SourceError(
        .badAnswer,
        scope: .stream,
        retry: .never,
        message: """
            The table came empty, and there was something in it. What is stored is kept, and believed gone if it is \
            empty in a day as well.
            """
    )
}

extension SourceItem {
    fileprivate var regarding: CRMReference? {
        if case .activity(let activity) = self { activity.regarding } else { nil }
    }

    /// Whether it cannot be still to come.
    fileprivate var isOver: Bool {
        switch self {
        case .mail: true
        case .activity(let activity): activity.kind == .email || activity.isCompleted
        case .event, .row, .link: false
        }
    }

    fileprivate var changedAt: Timestamp? {
        if case .event(let event) = self { event.changedAt } else { nil }
    }
}

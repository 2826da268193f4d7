import Connector
import Interactions
import OData

/// Reads one table: its tracked changes, or what has a later date of change where nothing is tracked.
///
/// <https://learn.microsoft.com/power-apps/developer/data-platform/use-change-tracking-synchronize-data-external-systems>
struct TableReader: Sendable {
    let client: DataverseClient
    let table: Table
    let configuration: DataverseSource.Configuration
    let isTracked: Bool
    let columns: KnownColumns
    let currency: BaseCurrency
    let now: @Sendable () -> Timestamp

    /// Clocks differ, and a row's date of change is older than its commit.
    private static let overlap = Duration.seconds(600)

    /// - Throws: `SourceError`, or `CancellationError`.
    func changes(after cursor: Cursor?) async throws -> ChangePage {
        let position = try cursor.map { cursor in
            guard let position = TableCursor(cursor) else { throw SourceError.foreignCursor }
            return position
        }
        do {
            return try await page(after: position)
        } catch let error as SourceError where position.isBeginning && error.code == .gone && table.reach.mayBeMissing {
            return ChangePage(
                changes: [],
                cursor: TableCursor.read(since: now(), fullAt: now()).cursor,
                isLast: true,
                startsRound: true
            )
        } catch let error as SourceError where position.isBeginning && error.code == .refusedRequest {
            guard await columns.learn(of: table) else { throw error }
            return try await page(after: position)
        }
    }

    private func page(after position: TableCursor?) async throws -> ChangePage {
        switch position {
        case nil: return try await isTracked ? tracked(nil) : full(nil, start: now())
        case .tracked(let link): return try await tracked(link)
        case .full(let link, let start): return try await full(link, start: start)
        case .partial(let link, let start, let fullAt): return try await partial(link, start: start, fullAt: fullAt)
        case .read(let since, let fullAt):
            // Deletions show only in a list of everything.
            guard now().duration(since: fullAt) < configuration.fullReadingInterval, table.reach.expansion == nil else {
                return try await full(nil, start: now())
            }
            return try await partial(since: since, start: now(), fullAt: fullAt)
        }
    }

    private func tracked(_ link: String?) async throws -> ChangePage {
        let page: DeltaPage<Row>
        do {
            page = try await client.page(try target(link, query: await select), of: Row.self)
        } catch let ODataError.failure(failure) where link != nil && failure.saysLinkIsStale {
            throw SourceError.expiredLink
        } catch let error as ODataError {
            throw SourceError(error, table: table.logicalName)
        }
        var isLast = false
        if case .delta = page.continuation { isLast = true }
        return ChangePage(
            changes: try await changes(of: page.value),
            cursor: TableCursor.tracked(page.continuation.link.text).cursor,
            isLast: isLast,
            startsRound: link == nil
        )
    }

    private func full(_ link: String?, start: Timestamp) async throws -> ChangePage {
        let page = try await listing(link, query: "\(await select)&$orderby=\(table.key)")
        let next = page.next.map { TableCursor.full(link: $0.text, start: start) }
        return ChangePage(
            changes: try await changes(of: page.value),
            cursor: (next ?? .read(since: start, fullAt: start)).cursor,
            isLast: next == nil,
            startsRound: link == nil
        )
    }

    private func partial(since: Timestamp, start: Timestamp, fullAt: Timestamp) async throws -> ChangePage {
        let from = since.advanced(by: .zero - Self.overlap).iso8601
        let query = "\(await select)&$filter=modifiedon%20ge%20\(from)&$orderby=modifiedon,\(table.key)"
        return try await partial(nil, query: query, start: start, fullAt: fullAt)
    }

    private func partial(
        _ link: String?,
        query: String = "",
        start: Timestamp,
        fullAt: Timestamp
    ) async throws -> ChangePage {
        let page = try await listing(link, query: query)
        let next = page.next.map { TableCursor.partial(link: $0.text, start: start, fullAt: fullAt) }
        return ChangePage(
            changes: try await changes(of: page.value),
            cursor: (next ?? .read(since: start, fullAt: fullAt)).cursor,
            isLast: next == nil,
            startsRound: false
        )
    }

    private var select: String {
        get async {
            "$select=\(table.selection(configuration.subject, without: await columns.missing(in: table)))"
        }
    }

    /// One row by itself.
    ///
    /// - Throws: `ODataError`, `CancellationError`, or what the token's source throws.
    func row(_ item: ItemKey) async throws -> Row {
        let target = client.root.target(["\(table.entitySet)(\(item.text))"], query: await select)
        return try await client.entity(target, as: Row.self)
    }

    /// Whether the service says that there is no such row, and does not merely fail.
    private func isGone(_ item: ItemKey) async throws -> Bool {
        do {
            _ = try await row(item)
            return false
        } catch let error as ODataError {
            if case .failure(let failure) = error { return failure.status == 404 }
            return false
        }
    }

    private func listing(_ link: String?, query: String) async throws -> CollectionPage<Row> {
        do {
            return try await client.listing(
                try target(link, query: query),
                of: Row.self,
                expansions: table.reach.expansion == nil ? .refused : .followed
            )
        } catch let ODataError.failure(failure) where link != nil && failure.saysLinkIsStale {
            throw SourceError.expiredLink
        } catch let error as ODataError {
            throw SourceError(error, table: table.logicalName)
        }
    }

    private func target(_ link: String?, query: String) throws -> ODataTarget {
        guard let link else { return client.root.target([table.entitySet], query: query) }
        guard let link = ODataLink(link, root: client.root) else { throw SourceError.foreignCursor }
        return link.target
    }

    // MARK: Rows

    /// A change for each row that has an identifier, in their order.
    ///
    /// An activity of which nobody can tell who took part is unreadable.
    ///
    /// - Throws: `SourceError`.
    func changes(of rows: [Row]) async throws -> [Change] {
        try await changes(of: rows) { answers in
            // An answer that says nothing of anything is nobody's fault but the service's.
            guard answers.allSatisfy(\.isNothing) else { return }
            for case .failure(let error) in answers { throw SourceError(error, table: "activityparty") }
            if answers.count > 1 { throw SourceError.nobodyTookPart }
        }
    }

    /// What one row comes to that is read again by itself; nil if it says nothing.
    ///
    /// - Throws: `SourceError`.
    func change(of row: Row) async throws -> Change? {
        try await changes(of: [row]) { _ in }.first
    }

    private func changes(
        of rows: [Row],
        checking check: (_ answers: [PartyReader.Answer]) throws -> Void
    ) async throws -> [Change] {
        var changes: [Change] = []
        var places: [Int: SourceActivity] = [:]
        for row in rows {
            if row.isDeleted {
                // An identifier, or the address of the row that ends with it.
                let name = row.text("id") ?? ""
                let id = name.split(separator: "(").last.map { $0.filter { $0 != ")" } } ?? ""
                if let id = CRMReference(.account, id: id)?.id { changes.append(.gone(ItemKey(id))) }
                continue
            }
            guard let id = row.id(table.key) else { continue }
            switch table.meaning(row, id) {
            case .nothing: changes.append(.gone(ItemKey(id)))
            case .row(let record): changes.append(.found(ItemKey(id), .row(try await completed(record, with: row))))
            case .link(let link): changes.append(.found(ItemKey(id), .link(link)))
            case .activity(let activity):
                if !activity.isPending, !activity.isCancelled { places[changes.count] = activity }
                changes.append(.found(ItemKey(id), .activity(activity)))
            }
        }
        guard !places.isEmpty else { return changes }
        do {
            let reader = PartyReader(client: client, concurrent: configuration.concurrentRequests)
            let answers = try await reader.answers(for: Set(places.values.map(\.id)).sorted())
            try check(Array(answers.values))
            for (index, activity) in places {
                changes[index] = try await completed(activity, with: answers[activity.id] ?? .nobody)
            }
        } catch let error as ODataError {
            throw SourceError(error, table: "activityparty")
        }
        return changes
    }

    /// The activity with who took part.
    private func completed(_ activity: SourceActivity, with answer: PartyReader.Answer) async throws -> Change {
        let item = ItemKey(activity.id)
        switch answer {
        case .parties(let parties):
            var activity = activity
            activity.parties = parties
            return .found(item, .activity(activity))
        case .failure: return .unreadable(item, .partiesUntold)
        case .nobody:
            // With an activity its parties go.
            return try await isGone(item) ? .gone(item) : .unreadable(item, .partiesUntold)
        }
    }

    /// The record with what other rows say of it.
    private func completed(_ record: CRMRow, with row: Row) async throws -> CRMRow {
        var record = record
        if record.sale?.estimatedValue != nil { record.sale?.currency = await currency.code() }
        guard let members = row.members else { return record }
        do {
            let users = try await client.whole(members).compactMap { $0.id("systemuserid") }
            record.connections = Set(users.compactMap { CRMReference(.user, id: $0) }).sorted()
        } catch let error as ODataError {
            throw SourceError(error, table: table.logicalName)
        }
        return record
    }
}

extension TableCursor? {
    /// Whether what is asked for next names columns; a link has those that it was made with.
    fileprivate var isBeginning: Bool {
        switch self {
        case nil, .read: true
        case .tracked, .full, .partial: false
        }
    }
}

extension PartyReader.Answer {
    /// Whether it says of nobody that he took part.
    fileprivate var isNothing: Bool {
        switch self {
        case .parties: false
        case .nobody, .failure: true
        }
    }
}

extension ODataFailure {
    /// The service made the link itself, so what is wrong with it is its age; but who asks, and how often, is not.
    fileprivate var saysLinkIsStale: Bool { [400, 404, 410, 412].contains(status) }
}

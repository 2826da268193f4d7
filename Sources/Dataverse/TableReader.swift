import Connector
import Interactions
import OData
import SourceTransport

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
    /// For `sizes`.
    let stream: StreamID
    /// The usual number of rows on a page, and what failed.
    let sizes: PageSizes
    let now: @Sendable () -> Timestamp

    /// Identifiers on a page, whose rows are asked for by themselves.
    private static let idPage = 250

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
        case nil: return try await round(start: now())
        case .tracked(let link, let start): return try await tracked(link, start: start)
        case .meanwhile(let delta, let link, let start):
            return try await meanwhile(link, delta: delta, start: start)
        case .changes(let link, let fullAt):
            // A token that is too old brings all rows, and no word of those that are gone.
            guard now().duration(since: fullAt) < configuration.trackedReadingInterval else {
                return try await round(start: now())
            }
            return try await changes(link, fullAt: fullAt)
        case .full(let link, let start): return try await full(link, start: start)
        case .ids(let link, let start): return try await ids(link, start: start)
        case .partial(let link, let start, let fullAt): return try await partial(link, start: start, fullAt: fullAt)
        case .read(let since, let fullAt):
            // Deletions show only in a list of everything.
            guard now().duration(since: fullAt) < configuration.fullReadingInterval, table.reach.expansion == nil else {
                return try await round(start: now())
            }
            return try await partial(since: since, start: now(), fullAt: fullAt)
        }
    }

    private func round(start: Timestamp) async throws -> ChangePage {
        try await isTracked ? tracked(nil, start: start) : full(nil, start: start)
    }

    /// The token that comes with the last page may be of that page's time, so that what changed while the others were
    /// read is told by nobody.
    ///
    /// - Parameter link: nil for the table's start.
    private func tracked(_ link: String?, start: Timestamp) async throws -> ChangePage {
        guard let page = try await delta(link) else { return try await ids(nil, start: now()) }
        let text = page.continuation.link.text
        let next: TableCursor
        var isLast = false
        switch page.continuation {
        case .next: next = .tracked(link: text, start: start)
        case .delta where link == nil: (next, isLast) = (.changes(link: text, fullAt: start), true)
        case .delta: next = .meanwhile(delta: text, link: nil, start: start)
        }
        return ChangePage(
            changes: try await changes(of: page.value),
            cursor: next.cursor,
            isLast: isLast,
            startsRound: link == nil
        )
    }

    /// - Parameter link: nil for the beginning of what changed meanwhile.
    private func meanwhile(_ link: String?, delta: String, start: Timestamp) async throws -> ChangePage {
        guard let page = try await listing(link, query: await modified(since: start)) else {
            return try await ids(nil, start: now())
        }
        let next = page.next.map { TableCursor.meanwhile(delta: delta, link: $0.text, start: start) }
        return ChangePage(
            changes: try await changes(of: page.value),
            cursor: (next ?? .changes(link: delta, fullAt: start)).cursor,
            isLast: next == nil,
            startsRound: false
        )
    }

    private func changes(_ link: String, fullAt: Timestamp) async throws -> ChangePage {
        guard let page = try await delta(link) else { return try await ids(nil, start: now()) }
        var isLast = false
        if case .delta = page.continuation { isLast = true }
        return ChangePage(
            changes: try await changes(of: page.value),
            cursor: TableCursor.changes(link: page.continuation.link.text, fullAt: fullAt).cursor,
            isLast: isLast,
            startsRound: false
        )
    }

    private func delta(_ link: String?) async throws -> DeltaPage<Row>? {
        let target = try target(link, query: await select)
        return try await portion(isLink: link != nil) { try await client.page(target, of: Row.self, size: $0) }
    }

    private func full(_ link: String?, start: Timestamp) async throws -> ChangePage {
        guard let page = try await listing(link, query: "\(await select)&$orderby=\(table.key)") else {
            return try await ids(nil, start: now())
        }
        let next = page.next.map { TableCursor.full(link: $0.text, start: start) }
        return ChangePage(
            changes: try await changes(of: page.value),
            cursor: (next ?? .read(since: start, fullAt: start)).cursor,
            isLast: next == nil,
            startsRound: link == nil
        )
    }

    private func partial(since: Timestamp, start: Timestamp, fullAt: Timestamp) async throws -> ChangePage {
        try await partial(nil, query: await modified(since: since), start: start, fullAt: fullAt)
    }

    private func modified(since: Timestamp) async -> String {
        let from = since.advanced(by: .zero - Self.overlap).iso8601
        return "\(await select)&$filter=modifiedon%20ge%20\(from)&$orderby=modifiedon,\(table.key)"
    }

    private func partial(
        _ link: String?,
        query: String = "",
        start: Timestamp,
        fullAt: Timestamp
    ) async throws -> ChangePage {
        guard let page = try await listing(link, query: query) else { return try await ids(nil, start: now()) }
        let next = page.next.map { TableCursor.partial(link: $0.text, start: start, fullAt: fullAt) }
        return ChangePage(
            changes: try await changes(of: page.value),
            cursor: (next ?? .read(since: start, fullAt: fullAt)).cursor,
            isLast: next == nil,
            startsRound: false
        )
    }

    /// Identifiers alone, whose rows are asked for in ever smaller portions: one that cannot be delivered stands alone.
    ///
    /// - Parameter link: nil for the table's start.
    private func ids(_ link: String?, start: Timestamp) async throws -> ChangePage {
        do {
            let target = try target(link, query: "$select=\(table.key)&$orderby=\(table.key)")
            let page = try await client.listing(target, of: Row.self, size: Self.idPage)
            let ids = page.value.compactMap { $0.id(table.key) }
            let reader = RowReader(
                client: client,
                table: table,
                select: await select,
                concurrent: configuration.concurrentRequests
            )
            let answers = try await reader.answers(for: ids)
            var rows: [Row] = []
            var others: [Change] = []
            for id in ids {
                switch answers[id] {
                case .told(let row): rows.append(row)
                case .failure: others.append(.unreadable(ItemKey(id), .unreadableRow))
                case .nothing, nil: others.append(.gone(ItemKey(id)))
                }
            }
            let next = page.next.map { TableCursor.ids(link: $0.text, start: start) }
            return ChangePage(
                changes: try await changes(of: rows) + others,
                cursor: (next ?? .read(since: start, fullAt: start)).cursor,
                isLast: next == nil,
                startsRound: link == nil
            )
        } catch let ODataError.failure(failure) where link != nil && failure.saysLinkIsStale {
            throw SourceError.expiredLink
        } catch let error as ODataError {
            throw SourceError(error, table: table.logicalName)
        }
    }

    /// A page, or a smaller one where it fails, perhaps because of one row; nil where even a row alone does.
    ///
    /// A page of changes passes over no row.
    ///
    /// - Parameter isLink: whether the service itself said where the page begins.
    private func portion<Page>(isLink: Bool, _ ask: (_ size: Int) async throws -> Page) async throws -> Page? {
        while true {
            let size = await sizes.size(of: stream)
            do {
                let page = try await ask(size)
                await sizes.noteSuccess(of: stream)
                return page
            } catch let ODataError.failure(failure) where isLink && failure.saysLinkIsStale {
                throw SourceError.expiredLink
            } catch let error as ODataError {
                let cause = SourceError(error, table: table.logicalName)
                guard error.mayBeOneRows else { throw cause }
                let failures = await sizes.noteFailure(of: stream)
                guard size == 1 else { continue }
                // One more try after a pause, which the caller makes: the service may be to blame, if it does not say.
                guard failures > 1 || cause.retry == .never else { throw cause }
                await sizes.forget(stream)
                return nil
            }
        }
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
    func isGone(_ item: ItemKey) async throws -> Bool {
        do {
            _ = try await row(item)
            return false
        } catch let error as ODataError {
            if case .failure(let failure) = error { return failure.status == 404 }
            return false
        }
    }

    private func listing(_ link: String?, query: String) async throws -> CollectionPage<Row>? {
        let target = try target(link, query: query)
        return try await portion(isLink: link != nil) { size in
            try await client.listing(
                target,
                of: Row.self,
                expansions: table.reach.expansion == nil ? .refused : .followed,
                size: size
            )
        }
    }

    private func target(_ link: String?, query: String) throws -> ODataTarget {
        guard let link else { return client.root.target([table.entitySet], query: query) }
        guard let link = ODataLink(link, root: client.root) else { throw SourceError.foreignCursor }
        return link.target
    }

}

extension TableCursor? {
    /// Whether what is asked for next names columns; a link has those that it was made with.
    fileprivate var isBeginning: Bool {
        switch self {
        case nil, .read, .ids, .meanwhile(_, nil, _): true
        case .tracked, .meanwhile, .changes, .full, .partial: false
        }
    }
}

extension ODataFailure {
    /// The service made the link itself, so what is wrong with it is its age; but who asks, and how often, is not.
    fileprivate var saysLinkIsStale: Bool { [400, 404, 410, 412].contains(status) }
}

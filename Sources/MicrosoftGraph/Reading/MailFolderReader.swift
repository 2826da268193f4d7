import Connector
import Interactions
import MailboxReading
import OData
import SourceTransport

/// Reads one mail folder by its changes; the cursor holds the latest link as it came.
///
/// The service remembers about three states of a folder, so that only the latest link is good for going on.
/// <https://learn.microsoft.com/graph/delta-query-messages>
struct MailFolderReader: Sendable {
    let client: GraphClient
    let mailbox: Mailbox.ID
    /// `StreamID.folder`.
    let folder: String
    /// For `sizes`.
    let stream: StreamID
    let messages: MessageReader
    /// The usual number of messages on a page, and what failed.
    let sizes: PageSizes
    /// So often a folder is read from its start again: changes have been lost before, and only that shows it.
    let fullReadingInterval: Duration
    let now: @Sendable () -> Timestamp

    /// - Throws: `SourceError`, or `CancellationError`.
    func changes(after cursor: Cursor?) async throws -> ChangePage {
        let position = try cursor.map { cursor in
            guard let position = MailCursor(cursor) else { throw SourceError.foreignLink }
            return position
        }
        guard let position, !isDue(position) else { return try await round(nil, start: now()) }
        do {
            switch position.place {
            case .round, .changes: return try await round(position.link, start: position.start)
            case .idRound, .idChanges: return try await idRound(position.link, start: position.start)
            case .list, .listed: return try await list(position.link, start: position.start)
            }
        } catch let error as SourceError where error.code == .refusedRequest && error.scope == .stream {
            // The service made the link itself, so what is wrong with it is its age.
            throw SourceError.staleLink
        }
    }

    /// Whether the folder is to be read from its start again, unless that is going on.
    private func isDue(_ position: MailCursor) -> Bool {
        switch position.place {
        case .round, .idRound, .list: false
        case .changes, .idChanges: now().duration(since: position.start) >= fullReadingInterval
        // A list tells nothing of what is deleted or moved.
        case .listed: true
        }
    }

    /// A page of changes passes over no message: where even one alone cannot be had, ids may be.
    ///
    /// - Parameter link: nil for the folder's start.
    private func round(_ link: String?, start: Timestamp) async throws -> ChangePage {
        let size = await sizes.size(of: stream)
        do {
            let page = try await client.page(try target(link), of: GraphMessage.self, pageSize: size)
            await sizes.noteSuccess(of: stream)
            return try await changes(on: page, after: link, .round, .changes, start: start)
        } catch ODataError.failure(let failure) where failure.meaning == .overQuota {
            // A mailbox that is full gives no changes, but still lists what it has.
            return try await list(nil, start: now())
        } catch let error as ODataError {
            guard error.mayBeOneItem else { throw SourceError(error, concerning: .stream) }
            let failures = await sizes.noteFailure(of: stream)
            let cause = SourceError(error, concerning: .stream)
            if size == 1 {
                // One more try after a pause, which the caller makes: the service may be to blame, if it does not say.
                guard failures > 1 || cause.retry == .never else { throw cause }
                await sizes.forget(stream)
                return try await idRound(nil, start: now())
            }
        }
        return try await round(link, start: start)
    }

    /// Ids alone, each of which is asked for by itself.
    ///
    /// - Parameter link: nil for the folder's start.
    private func idRound(_ link: String?, start: Timestamp) async throws -> ChangePage {
        do {
            let page = try await client.page(try target(link, select: "$select=id"), of: GraphMessage.self)
            return try await changes(on: page, after: link, .idRound, .idChanges, start: start)
        } catch let error as ODataError {
            guard error.mayBeOneItem, link == nil else { throw SourceError(error, concerning: .stream) }
            return try await list(nil, start: now())
        }
    }

    private func changes(
        on page: DeltaPage<GraphMessage>,
        after link: String?,
        _ within: MailCursor.Place,
        _ end: MailCursor.Place,
        start: Timestamp
    ) async throws -> ChangePage {
        let place: MailCursor.Place
        switch page.continuation {
        case .next(let next):
            guard next.text != link else { throw SourceError.repeatedPage(.stream) }
            place = within
        case .delta: place = end
        }
        return ChangePage(
            changes: try await messages.changes(of: Self.news(of: page.value)),
            cursor: MailCursor(place, start: start, link: page.continuation.link.text).cursor,
            isLast: place == end,
            startsRound: link == nil
        )
    }

    /// - Parameter link: nil for the beginning of the list.
    private func list(_ link: String?, start: Timestamp) async throws -> ChangePage {
        let page: CollectionPage<GraphMessage>
        do {
            let target = try link == nil ? firstOfList : target(link)
            page = try await client.listing(target, of: GraphMessage.self)
        } catch let error as ODataError {
            throw SourceError(error, concerning: .stream)
        }
        if let next = page.next, next.text == link { throw SourceError.repeatedPage(.stream) }
        let position = MailCursor(page.next == nil ? .listed : .list, start: start, link: page.next?.text ?? "")
        return ChangePage(
            changes: try await messages.changes(of: Self.news(of: page.value)),
            cursor: position.cursor,
            isLast: page.next == nil,
            startsRound: link == nil
        )
    }

    /// Oldest first: what comes meanwhile comes at the end.
    private var firstOfList: ODataTarget {
        client.root.target(
            ["users", mailbox.text, "mailFolders", folder, "messages"],
            query: "\(messages.query.text)&$orderby=receivedDateTime&$top=\(client.pageSize)"
        )
    }

    /// Never with `$top` on changes, which ends the round instead of the page.
    private func target(_ link: String?, select: String? = nil) throws -> ODataTarget {
        guard let link else {
            return client.root.target(
                ["users", mailbox.text, "mailFolders", folder, "messages", "delta"],
                query: select ?? messages.query.text
            )
        }
        guard let link = ODataLink(link, root: client.root) else { throw SourceError.foreignLink }
        return link.target
    }

    /// What is named twice is asked for, unless both times it is gone.
    private static func news(of messages: [GraphMessage]) -> [MessageReader.News] {
        var news = PageNews<MessageReader.News>(mentions: messages.count)
        for message in messages {
            let word: MessageReader.News = message.isRemoved ? .gone(message.id) : .said(message)
            news.add(word, about: message.id) { $0 == $1 ? $0 : .unread(message.id) }
        }
        return news.words
    }
}

extension SourceError {
    fileprivate static let staleLink = SourceError(
        .cursorExpired,
        scope: .stream,
        retry: .never,
        message: "Microsoft Graph refuses to go on from the place that it gave."
    )

    static let foreignLink = SourceError(
        .cursorExpired,
        scope: .stream,
        retry: .never,
        message: "The place to go on from belongs to another service."
    )
}

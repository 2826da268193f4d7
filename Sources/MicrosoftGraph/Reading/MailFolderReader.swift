import Connector
import Interactions
import OData

/// Reads one mail folder by its changes; the cursor holds the latest link as it came.
///
/// The service remembers about three states of a folder, so that only the latest link is good for going on.
/// <https://learn.microsoft.com/graph/delta-query-messages>
struct MailFolderReader: Sendable {
    let client: GraphClient
    let mailbox: Mailbox.ID
    /// `StreamID.folder`.
    let folder: String
    let messages: MessageReader
    /// So often a folder is read from its start again: changes have been lost before, and only that shows it.
    let fullReadingInterval: Duration
    let now: @Sendable () -> Timestamp

    /// - Throws: `SourceError`, or `CancellationError`.
    func changes(after cursor: Cursor?) async throws -> ChangePage {
        let position = try cursor.map { cursor in
            guard let position = MailCursor(cursor) else { throw SourceError.foreignLink }
            return position
        }
        switch position?.place {
        case nil, .listed: return try await round(nil, start: now())
        case .changes where isDue(position): return try await round(nil, start: now())
        case .round, .changes: return try await round(position?.link, start: position?.start ?? now())
        case .list: return try await list(position?.link, start: position?.start ?? now())
        }
    }

    private func isDue(_ position: MailCursor?) -> Bool {
        position.map { now().duration(since: $0.start) >= fullReadingInterval } ?? false
    }

    /// - Parameter link: nil for the folder's start.
    private func round(_ link: String?, start: Timestamp) async throws -> ChangePage {
        let page: DeltaPage<GraphMessage>
        do {
            page = try await client.page(try target(link), of: GraphMessage.self)
        } catch ODataError.failure(let failure) where failure.meaning == .overQuota {
            // A mailbox that is full gives no changes, but still lists what it has.
            return try await list(nil, start: now())
        } catch let error as ODataError {
            throw SourceError(error, concerning: .stream)
        }
        let place: MailCursor.Place
        switch page.continuation {
        case .next(let next):
            guard next.text != link else { throw SourceError.repeatedPage(.stream) }
            place = .round
        case .delta: place = .changes
        }
        return ChangePage(
            changes: try await messages.changes(of: Self.news(of: page.value)),
            cursor: MailCursor(place, start: start, link: page.continuation.link.text).cursor,
            isLast: place == .changes,
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
    private func target(_ link: String?) throws -> ODataTarget {
        guard let link else {
            return client.root.target(
                ["users", mailbox.text, "mailFolders", folder, "messages", "delta"],
                query: messages.query.text
            )
        }
        guard let link = ODataLink(link, root: client.root) else { throw SourceError.foreignLink }
        return link.target
    }

    /// One word for each item, in the order of their first mention.
    ///
    /// The order says nothing about time. What is named twice is asked for, unless both times it is gone.
    private static func news(of messages: [GraphMessage]) -> [MessageReader.News] {
        var positions: [String: Int] = [:]
        var news: [MessageReader.News] = []
        for message in messages {
            let word: MessageReader.News = message.isRemoved ? .gone(message.id) : .said(message)
            guard let position = positions[message.id] else {
                positions[message.id] = news.count
                news.append(word)
                continue
            }
            if news[position] != word { news[position] = .unread(message.id) }
        }
        return news
    }
}

extension SourceError {
    fileprivate static let foreignLink = SourceError(
        .cursorExpired,
        scope: .stream,
        retry: .never,
        message: "The place to go on from belongs to another service."
    )
}

import Connector
import Interactions
import OData

/// Reads one mail folder; the cursor is the latest link as it came, and there is no other state.
///
/// The service remembers about three states of a folder, so that only the latest link is good for going on.
/// <https://learn.microsoft.com/graph/delta-query-messages>
struct MailFolderReader: Sendable {
    let client: GraphClient
    let stream: StreamID
    let messages: MessageReader

    /// - Throws: `SourceError`, or `CancellationError`.
    func changes(after cursor: Cursor?) async throws -> ChangePage {
        let page = try await page(after: cursor)
        if case .next(let link) = page.continuation, link.text == cursor?.text {
            throw SourceError.repeatedPage(.stream)
        }
        return ChangePage(
            changes: try await messages.changes(of: Self.news(of: page.value)),
            cursor: Cursor(page.continuation.link.text),
            isLast: page.continuation.isDelta,
            startsRound: cursor == nil
        )
    }

    private func page(after cursor: Cursor?) async throws -> ODataPage<GraphMessage> {
        do {
            return try await client.page(try target(after: cursor), of: GraphMessage.self)
        } catch let error as ODataError {
            throw SourceError(error, concerning: .stream)
        }
    }

    /// Never with `$top`, which ends the round instead of the page.
    private func target(after cursor: Cursor?) throws -> ODataTarget {
        guard let cursor else {
            return client.root.target(
                ["users", stream.mailbox.text, "mailFolders", stream.folder, "messages", "delta"],
                query: messages.query.text
            )
        }
        guard let link = ODataLink(cursor.text, root: client.root) else {
            throw SourceError(
                .cursorExpired,
                scope: .stream,
                retry: .never,
                message: "The place to go on from belongs to another service."
            )
        }
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

extension ODataPage.Continuation {
    fileprivate var isDelta: Bool {
        if case .delta = self { true } else { false }
    }
}

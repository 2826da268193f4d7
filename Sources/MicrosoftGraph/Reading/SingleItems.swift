import Connector
import HTTPTransport
import Interactions
import JSONStream
import MailboxReading
import OData

/// Asks for items one by one, where a page says too little of them.
struct SingleItems: Sendable {
    let client: GraphClient
    let mailbox: Mailbox.ID
    let health: ReadingHealth

    /// What one item comes to.
    ///
    /// - Parameters:
    ///   - collection: `messages` or `events`.
    ///   - change: nil if the item lacks something indispensable, or is another one.
    /// - Throws: `SourceError` for what concerns more than the item, or `CancellationError`.
    func change<Item: JSONReadable>(
        of id: String,
        in collection: String,
        query: String,
        as type: Item.Type,
        _ change: (Item) async throws -> Change?
    ) async throws -> Change {
        let key = ItemKey(id)
        do {
            let target = client.root.target(["users", mailbox.text, collection, id], query: query)
            let item = try await entity(target, as: type)
            await health.noteSuccess(in: mailbox)
            return try await change(item) ?? .unreadable(key, .incomplete)
        } catch let error as ODataError {
            var cause = SourceError(error, concerning: .item)
            // A connection that breaks says nothing about an item, but for one that breaks again and again.
            if error.isBreak { cause = cause.concerning(.item) }
            guard cause.scope == .item else { throw cause }
            guard cause.code != .gone else { return .gone(key) }
            try await health.noteFailure(cause, in: mailbox)
            return .unreadable(key, cause)
        }
    }

    private func entity<Item: JSONReadable>(_ target: ODataTarget, as type: Item.Type) async throws -> Item {
        do {
            return try await client.entity(target, as: type)
        } catch let error as ODataError where error.isBreak {
            return try await client.entity(target, as: type)
        }
    }
}

extension ODataError {
    /// The connection was closed in the middle of the answer.
    fileprivate var isBreak: Bool {
        if case .transport(let error) = self { error.phase == .receive } else { false }
    }
}

extension SourceError {
    static let incomplete = SourceError(
        .unreadableItem,
        scope: .item,
        retry: .never,
        message: "One item cannot be read: something indispensable is missing in it, or has another form."
    )

    /// A series as one item stands for no meeting at all.
    static let unexpandedSeries = SourceError(
        .unreadableItem,
        scope: .item,
        retry: .never,
        message: "The service gives a series of meetings as one item, and not each meeting; it cannot be read."
    )
}

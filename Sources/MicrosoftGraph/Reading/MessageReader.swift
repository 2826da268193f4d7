import Connector
import Interactions
import MailboxReading

/// Makes changes of what a delta says, and asks for the messages of which it says too little.
struct MessageReader: Sendable {
    /// What is known of one message.
    ///
    /// Boxed, because it is handed on many times.
    indirect enum News: Hashable, Sendable {
        case said(GraphMessage)
        case gone(String)
        /// Only its id.
        case unread(String)
    }

    let query: MessageQuery
    private let items: SingleItems
    private let ownerAddresses: [Participant.Address]
    private let place: SourceMail.Place
    private let concurrentItems: Int

    init(
        items: SingleItems,
        ownerAddresses: [Participant.Address],
        place: SourceMail.Place,
        configuration: GraphSource.Configuration
    ) {
        self.items = items
        self.ownerAddresses = ownerAddresses
        self.place = place
        query = MessageQuery(permission: configuration.permission, subject: configuration.subject)
        concurrentItems = configuration.concurrentItems
    }

    /// A change for each of `news`, in the same order.
    ///
    /// - Throws: `SourceError` for what concerns more than an item, or `CancellationError`.
    func changes(of news: [News]) async throws -> [Change] {
        try await withThrowingTaskGroup(of: (Int, Change).self) { group in
            var changes: [Change?] = []
            changes.reserveCapacity(news.count)
            var running = 0
            for (index, news) in news.enumerated() {
                let known = change(of: news)
                changes.append(known)
                guard known == nil else { continue }
                if running >= max(1, concurrentItems), let (index, change) = try await group.next() {
                    changes[index] = change
                    running -= 1
                }
                group.addTask { (index, try await ask(for: news).listed) }
                running += 1
            }
            for try await (index, change) in group { changes[index] = change }
            return changes.compactMap(\.self)
        }
    }

    /// - Throws: `SourceError` for what concerns more than the message, or `CancellationError`.
    func change(of id: String) async throws -> Change { try await ask(for: id, query: query) }

    /// Nil if the message has to be asked for.
    private func change(of news: News) -> Change? {
        switch news {
        case .gone(let id): .gone(ItemKey(id))
        case .said(let message) where message.isComplete && !message.isMalformed && !lacksSubject(message):
            found(message)
        case .said, .unread: nil
        }
    }

    private func found(_ message: GraphMessage) -> Change {
        var mail = SourceMail(message)
        mail.place = place
        mail.ownerAddresses = ownerAddresses
        return .found(ItemKey(message.id), .mail(mail))
    }

    private func ask(for news: News) async throws -> Change {
        switch news {
        case .gone(let id): return .gone(ItemKey(id))
        case .said(let message) where message.isComplete && !message.isMalformed:
            return try await ask(for: message.id, query: query.withSubject)
        case .said(let message): return try await ask(for: message.id, query: query)
        case .unread(let id): return try await ask(for: id, query: query)
        }
    }

    private func ask(for id: String, query: MessageQuery) async throws -> Change {
        try await items.change(of: id, in: "messages", query: query.text, as: GraphMessage.self) { message in
            guard message.id == id, message.isComplete, !message.isMalformed else { return nil }
            if lacksSubject(message), query.subject == .leaveOut {
                return try await ask(for: id, query: query.withSubject)
            }
            return found(message)
        }
    }

    /// A mail without Message-ID is told from others by its subject, among other things: it is asked for where it is
    /// needed, and nowhere else.
    ///
    /// Drafts are not told from others.
    private func lacksSubject(_ message: GraphMessage) -> Bool {
        query.subject == .leaveOut && message.internetMessageID == nil && message.isDraft != true
    }
}

extension MessageQuery {
    fileprivate var withSubject: MessageQuery { MessageQuery(permission: permission, subject: .read) }
}

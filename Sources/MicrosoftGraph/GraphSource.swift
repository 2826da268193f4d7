package import Connector
package import Interactions
import OData

/// Mailboxes on Exchange Online through Microsoft Graph: their mail folders and calendars.
///
/// A mailbox is asked for by its address, which has to be its owner's user principal name as well. Never a body, a
/// preview or an attachment is read. Nothing is remembered between calls.
package struct GraphSource: Source {
    /// `StreamID.source` of all its streams.
    package static let name = "graph"

    private let client: GraphClient
    private let configuration: Configuration
    private let now: @Sendable () -> Timestamp

    /// - Parameter now: decides which days the calendar window spans.
    package init(
        client: GraphClient,
        configuration: Configuration = Configuration(),
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.client = client
        self.configuration = configuration
        self.now = now
    }

    package var settingsFingerprint: String { configuration.fingerprint }

    package func streams(of owner: StreamOwner, after cursor: Cursor?) async throws -> ListingPage {
        guard let mailbox = owner.mailbox else { return ListingPage(streams: []) }
        let client = client.reading(mailbox.id)
        let folders = FolderLister(client: client, mailbox: mailbox.id, excluded: configuration.excludedFolders)
        var streams = try await folders.selected().map { stream(.mail, $0, of: mailbox) }
        if configuration.calendars == .read {
            let calendars = CalendarLister(client: client, mailbox: mailbox)
            streams += try await calendars.own().map { stream(.calendar, $0, of: mailbox) }
        }
        return ListingPage(streams: streams.sorted())
    }

    package func changes(in stream: StreamID, after cursor: Cursor?) async throws -> ChangePage {
        let mailbox = try mailbox(of: stream)
        let client = client.reading(mailbox)
        switch stream.kind {
        case .mail:
            let folder = MailFolderReader(
                client: client,
                mailbox: mailbox,
                folder: stream.folder,
                messages: messages(of: mailbox),
                fullReadingInterval: .seconds(configuration.fullReadingDays * 86_400),
                now: now
            )
            return try await folder.changes(after: cursor)
        case .calendar:
            let calendar = CalendarReader(
                view: CalendarView(
                    client: client,
                    mailbox: mailbox,
                    calendar: stream.folder,
                    query: EventQuery(subject: configuration.subject)
                ),
                events: events(of: mailbox),
                configuration: configuration,
                now: now
            )
            return try await calendar.changes(after: cursor)
        case .activity, .table: throw SourceError.notHere
        }
    }

    package func changes(of items: [ItemKey], in stream: StreamID) async throws -> [Change] {
        let mailbox = try mailbox(of: stream)
        return switch stream.kind {
        case .mail: try await messages(of: mailbox).changes(of: items.map { .unread($0.text) })
        case .calendar: try await events(of: mailbox).changes(of: items.map(\.text))
        case .activity, .table: throw SourceError.notHere
        }
    }

    private func mailbox(of stream: StreamID) throws -> Mailbox.ID {
        guard let mailbox = stream.owner.mailbox else { throw SourceError.notHere }
        return mailbox.id
    }

    private func messages(of mailbox: Mailbox.ID) -> MessageReader {
        MessageReader(client: client.reading(mailbox), mailbox: mailbox, configuration: configuration)
    }

    private func events(of mailbox: Mailbox.ID) -> EventReader {
        EventReader(
            client: client.reading(mailbox),
            mailbox: mailbox,
            query: EventQuery(subject: configuration.subject)
        )
    }

    private func stream(_ kind: StreamID.Kind, _ folder: String, of mailbox: Mailbox) -> StreamID {
        StreamID(source: Self.name, owner: .mailbox(mailbox), kind: kind, folder: folder)
    }
}

extension SourceError {
    fileprivate static let notHere = SourceError(
        .refusedRequest,
        scope: .stream,
        retry: .never,
        message: "Only mail folders and calendars are read through Microsoft Graph."
    )
}

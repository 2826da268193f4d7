package import Connector
package import Interactions
import MailboxReading
import SourceTransport

/// Mailboxes on Exchange Online through Microsoft Graph: their mail folders and calendars.
///
/// A mailbox is asked for by its address, which has to be its owner's user principal name; his primary address may be
/// another. Never a body, a preview or an attachment is read. What is remembered between calls are caches: whose
/// mailboxes are, sizes of pages and what failed last.
package struct GraphSource: Source {
    /// `StreamID.source` of all its streams.
    package static let name = "graph"

    private let client: GraphClient
    private let configuration: Configuration
    private let aliases: @Sendable (Mailbox) -> Set<Participant.Address>
    private let now: @Sendable () -> Timestamp
    private let known = KnownMailboxes()
    private let health = ReadingHealth()
    private let sizes: PageSizes

    /// - Parameters:
    ///   - aliases: what the organisation's directory knows of a mailbox's owner beside what the service tells.
    ///   - now: decides which days the calendar window spans.
    package init(
        client: GraphClient,
        configuration: Configuration = Configuration(),
        aliases: @escaping @Sendable (Mailbox) -> Set<Participant.Address> = { _ in [] },
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.client = client
        self.configuration = configuration
        self.aliases = aliases
        self.now = now
        sizes = PageSizes(usual: client.pageSize)
    }

    package var settingsFingerprint: String { configuration.fingerprint }

    package func lists(of owner: StreamOwner) throws -> [StreamList] {
        try owner.mailbox.map { try lister(of: $0).lists() } ?? []
    }

    package func streams(of owner: StreamOwner, after cursor: Cursor?) async throws -> ListingPage {
        guard let mailbox = owner.mailbox else { return ListingPage(streams: []) }
        return try await lister(of: mailbox).page(after: cursor)
    }

    private func lister(of mailbox: Mailbox) -> MailboxLister {
        let client = client.reading(mailbox.id)
        return MailboxLister(
            client: client,
            mailbox: mailbox,
            configuration: configuration,
            known: known,
            aliases: aliases(mailbox)
        )
    }

    package func overview(
        of owner: StreamOwner,
        since memory: String?,
        streams: [StreamID: Cursor]
    ) async throws -> Overview? {
        guard let mailbox = owner.mailbox else { return nil }
        let overview = MailboxOverview(
            client: client.reading(mailbox.id),
            mailbox: mailbox.id,
            configuration: configuration,
            now: now()
        )
        return try await overview.overview(since: memory, streams: streams)
    }

    package func changes(in stream: StreamID, after cursor: Cursor?) async throws -> ChangePage {
        let mailbox = try mailbox(of: stream)
        var page = try await changes(in: stream, of: mailbox, after: cursor)
        // He may have got another one since anything came.
        page.ownerAddresses = try await known.facts(of: mailbox, from: client).ownerAddresses
        return page
    }

    private func changes(in stream: StreamID, of mailbox: Mailbox.ID, after cursor: Cursor?) async throws -> ChangePage
    {
        let client = client.reading(mailbox)
        switch stream.kind {
        case .mail:
            let folder = MailFolderReader(
                client: client,
                mailbox: mailbox,
                folder: stream.folder,
                stream: stream,
                messages: try await messages(of: mailbox, in: stream.folder),
                sizes: sizes,
                fullReadingInterval: .seconds(configuration.fullReadingDays * 86_400),
                now: now
            )
            return try await folder.changes(after: cursor)
        case .calendar:
            let calendar = CalendarReader(
                view: view(of: stream.folder, in: mailbox),
                events: try await events(of: mailbox),
                window: CalendarWindow(
                    daysBack: configuration.calendarDaysBack,
                    daysAhead: configuration.calendarDaysAhead,
                    sliceDays: configuration.calendarSliceDays
                ),
                now: now()
            )
            return try await calendar.changes(after: cursor)
        case .activity, .table: throw SourceError.notHere
        }
    }

    package func changes(of items: [ItemKey], in stream: StreamID) async throws -> [Change] {
        let mailbox = try mailbox(of: stream)
        switch stream.kind {
        case .mail:
            let messages = try await messages(of: mailbox, in: stream.folder)
            return try await PostponedItems.changes(of: items) { try await messages.change(of: $0.text) }
        case .calendar:
            let events = try await events(of: mailbox)
            let view = view(of: stream.folder, in: mailbox)
            return try await PostponedItems.changes(of: items) { item in
                guard let stretch = Stretch(item) else { return try await events.change(of: item.text) }
                return try await view.change(of: stretch)
            }
        case .activity, .table: throw SourceError.notHere
        }
    }

    private func mailbox(of stream: StreamID) throws -> Mailbox.ID {
        guard let mailbox = stream.owner.mailbox else { throw SourceError.notHere }
        return mailbox.id
    }

    private func view(of calendar: String, in mailbox: Mailbox.ID) -> CalendarView {
        CalendarView(
            client: client.reading(mailbox),
            mailbox: mailbox,
            calendar: calendar,
            query: EventQuery(subject: configuration.subject)
        )
    }

    private func items(of mailbox: Mailbox.ID) -> SingleItems {
        SingleItems(client: client.reading(mailbox), mailbox: mailbox, health: health)
    }

    private func messages(of mailbox: Mailbox.ID, in folder: String) async throws -> MessageReader {
        let facts = try await known.facts(of: mailbox, from: client)
        return MessageReader(
            items: items(of: mailbox),
            ownerAddresses: facts.ownerAddresses,
            place: facts.place(of: folder),
            configuration: configuration
        )
    }

    private func events(of mailbox: Mailbox.ID) async throws -> EventReader {
        EventReader(
            items: items(of: mailbox),
            ownerAddresses: try await known.facts(of: mailbox, from: client).ownerAddresses,
            query: EventQuery(subject: configuration.subject)
        )
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

package import Connector
package import Interactions
import MailboxReading
import SourceTransport

/// Mailboxes on Exchange Server, Exchange Online and servers that speak the same: mail folders and calendars.
///
/// Ids are asked for first, and then only the properties that an interaction is made of; never a body, a preview or an
/// attachment. What is remembered between calls are caches: whose mailboxes are and what their folders hold, sizes of
/// batches and pages, what failed last, and addresses of Exchange names.
package struct EWSSource: Source {
    /// `StreamID.source` of all its streams.
    package static let name = "ews"

    private let client: EWSClient
    private let configuration: Configuration
    private let now: @Sendable () -> Timestamp
    private let pace: BatchPace
    private let names: DirectoryNames
    private let known = KnownMailboxes()
    private let health = ReadingHealth()
    private let sizes: PageSizes
    private let ahead: PagesAhead

    /// - Parameter now: decides which days the calendar window spans.
    package init(
        client: EWSClient,
        configuration: Configuration = Configuration(),
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.client = client
        self.configuration = configuration
        self.now = now
        pace = BatchPace(first: configuration.firstBatch, largest: configuration.largestBatch)
        names = DirectoryNames(capacity: configuration.rememberedNames)
        sizes = PageSizes(usual: configuration.changesPerPage)
        ahead = PagesAhead(now: now)
    }

    package var settingsFingerprint: String { configuration.fingerprint }

    package func lists(of owner: StreamOwner) throws -> [StreamList] {
        try owner.mailbox.map { try lister(of: $0).lists() } ?? []
    }

    package func streams(of owner: StreamOwner, after cursor: Cursor?) async throws -> ListingPage {
        guard let mailbox = owner.mailbox else { return ListingPage(streams: []) }
        return try await lister(of: mailbox).page(after: cursor)
    }

    package func changes(in stream: StreamID, after cursor: Cursor?) async throws -> ChangePage {
        let records = try recordReader(for: stream)
        let folder = FolderSync(
            client: client,
            mailbox: records.mailbox,
            stream: stream,
            sizes: sizes,
            largestPage: await pace.limit(for: records.mailbox.id)
        )
        let today = CalendarWindow.day(of: now())
        switch records.kind {
        case .mail:
            return try await MailFolderReader(folder: folder, records: records, ahead: ahead, today: today)
                .changes(after: cursor)
        case .calendar:
            let window = CalendarWindow(
                daysBack: configuration.calendarDaysBack,
                daysAhead: configuration.calendarDaysAhead,
                sliceDays: configuration.calendarSliceDays
            )
            let view = view(of: stream, in: records.mailbox)
            return try await CalendarReader(folder: folder, records: records, view: view, window: window, today: today)
                .changes(after: cursor)
        }
    }

    package func overview(
        of owner: StreamOwner,
        since memory: String?,
        streams: [StreamID: Cursor]
    ) async throws -> Overview? {
        guard let mailbox = owner.mailbox else { return nil }
        let overview = MailboxOverview(
            client: client,
            mailbox: mailbox,
            archive: configuration.archive,
            now: now()
        )
        return try await overview.overview(since: memory, streams: streams)
    }

    package func changes(of items: [ItemKey], in stream: StreamID) async throws -> [Change] {
        let records = try recordReader(for: stream)
        let view = view(of: stream, in: records.mailbox)
        return try await PostponedItems(records: records, view: view).changes(of: items)
    }

    private func lister(of mailbox: Mailbox) -> FolderLister {
        FolderLister(client: client, mailbox: mailbox, configuration: configuration, known: known)
    }

    private func view(of stream: StreamID, in mailbox: Mailbox) -> CalendarView {
        CalendarView(
            client: client,
            mailbox: mailbox,
            folderID: stream.folder,
            entries: configuration.calendarEntries
        )
    }

    private func recordReader(for stream: StreamID) throws -> SourceItemReader {
        guard let mailbox = stream.owner.mailbox else {
            throw SourceError(
                .noMailbox,
                scope: .mailbox,
                retry: .never,
                message: "This stream belongs to no mailbox."
            )
        }
        let kind = try FolderKind(stream.kind)
        let items = ItemReader(
            client: client,
            mailbox: mailbox,
            properties: ItemProperties(kind: kind, subject: configuration.subject),
            pace: pace,
            health: health,
            concurrentBatches: configuration.concurrentBatches
        )
        return SourceItemReader(
            lister: lister(of: mailbox),
            folder: stream.folder,
            kind: kind,
            items: items,
            names: names
        )
    }
}

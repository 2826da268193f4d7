package import Connector
package import Interactions

/// Mailboxes on Exchange Server, Exchange Online and servers that speak the same: mail folders and calendars.
///
/// Ids are asked for first, and then only the properties that an interaction is made of; never a body, a preview or an
/// attachment. What is remembered between calls are caches: sizes of batches and addresses of Exchange names.
package struct EWSSource: Source {
    /// `StreamID.source` of all its streams.
    package static let name = "ews"

    private let client: EWSClient
    private let configuration: Configuration
    private let now: @Sendable () -> Timestamp
    private let pace: BatchPace
    private let names: DirectoryNames

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
    }

    package var settingsFingerprint: String { configuration.fingerprint }

    package func streams(of owner: StreamOwner, after cursor: Cursor?) async throws -> ListingPage {
        guard let mailbox = owner.mailbox else { return ListingPage(streams: []) }
        let folders = FolderLister(client: client, mailbox: mailbox, configuration: configuration)
        let streams = try await folders.selected()
            .map { StreamID(source: Self.name, owner: .mailbox(mailbox), kind: $0.kind.stream, folder: $0.folderID) }
        return ListingPage(streams: streams.sorted())
    }

    package func changes(in stream: StreamID, after cursor: Cursor?) async throws -> ChangePage {
        let records = try recordReader(for: stream)
        let folder = FolderSync(
            client: client,
            mailbox: records.mailbox,
            folderID: stream.folder,
            changesPerPage: configuration.changesPerPage
        )
        switch records.kind {
        case .mail:
            return try await MailFolderReader(folder: folder, records: records).changes(after: cursor)
        case .calendar:
            let calendar = CalendarReader(
                client: client,
                folder: folder,
                records: records,
                configuration: configuration,
                now: now
            )
            return try await calendar.changes(after: cursor)
        }
    }

    package func changes(of items: [ItemKey], in stream: StreamID) async throws -> [Change] {
        var positions: [ItemKey: Int] = [:]
        var ids: [String] = []
        for item in items where positions[item] == nil {
            positions[item] = ids.count
            ids.append(item.text)
        }
        let changes = try await recordReader(for: stream).changes(of: ids)
        return items.compactMap { positions[$0].map { changes[$0] } }
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
            concurrentBatches: configuration.concurrentBatches
        )
        return SourceItemReader(client: client, mailbox: mailbox, kind: kind, items: items, names: names)
    }
}

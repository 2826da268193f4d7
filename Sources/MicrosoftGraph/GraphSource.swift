package import Connector
package import Interactions
import OData

/// Mailboxes on Exchange Online through Microsoft Graph: their mail folders.
///
/// A mailbox is asked for by its address, which has to be its owner's user principal name as well. Never a body, a
/// preview or an attachment is read. Nothing is remembered between calls.
package struct GraphSource: Source {
    /// `StreamID.source` of all its streams.
    package static let name = "graph"

    private let client: GraphClient
    private let configuration: Configuration

    package init(client: GraphClient, configuration: Configuration = Configuration()) {
        self.client = client
        self.configuration = configuration
    }

    package var settingsFingerprint: String { configuration.fingerprint }

    package func streams(of mailbox: Mailbox) async throws -> [StreamID] {
        let folders = FolderLister(client: client, mailbox: mailbox.id, excluded: configuration.excludedFolders)
        return try await folders.selected()
            .map { StreamID(source: Self.name, mailbox: mailbox.id, kind: .mail, folder: $0) }
            .sorted()
    }

    package func changes(in stream: StreamID, after cursor: Cursor?) async throws -> ChangePage {
        try Self.checkKind(of: stream)
        return try await MailFolderReader(client: client, stream: stream, messages: messages(of: stream))
            .changes(after: cursor)
    }

    package func changes(of items: [ItemKey], in stream: StreamID) async throws -> [Change] {
        try Self.checkKind(of: stream)
        return try await messages(of: stream).changes(of: items.map { .unread($0.text) })
    }

    private func messages(of stream: StreamID) -> MessageReader {
        MessageReader(client: client, mailbox: stream.mailbox, configuration: configuration)
    }

    private static func checkKind(of stream: StreamID) throws {
        guard stream.kind == .mail else {
            throw SourceError(
                .refusedRequest,
                scope: .stream,
                retry: .never,
                message: "Only mail folders are read through Microsoft Graph."
            )
        }
    }
}

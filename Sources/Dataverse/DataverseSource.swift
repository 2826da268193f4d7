package import Connector
package import Interactions
import OData
import SourceTransport

/// The CRM in Dataverse: companies, people and sales, and the activities that belong to them.
///
/// Never a description, and a subject only if the configuration asks for it.
package struct DataverseSource: Source {
    /// What is read, and in what portions.
    package struct Configuration: Hashable, Sendable {
        package enum Subject: String, Hashable, Sendable, CaseIterable {
            case leaveOut
            case read
        }

        package var subject = Subject.leaveOut
        /// Of tables whose changes are not tracked, everything is listed anew so often: only that shows deletions.
        package var fullReadingInterval = Duration.seconds(86_400)
        /// Tables whose changes are tracked are read whole so often: a token of more than a month, or of fewer days if
        /// the organisation wants that, tells no deletions any more.
        ///
        /// <https://learn.microsoft.com/power-apps/developer/data-platform/use-change-tracking-synchronize-data-external-systems>
        package var trackedReadingInterval = Duration.seconds(7 * 86_400)
        /// Requests for participants at a time; a user may have 52 under way.
        package var concurrentRequests = 4

        package init() {}
    }

    /// `StreamID.source` of all its streams.
    package static let name = "dataverse"

    private let client: DataverseClient
    private let configuration: Configuration
    private let tracked: TrackedTables
    private let columns: KnownColumns
    private let currency: BaseCurrency
    private let sizes: PageSizes
    private let now: @Sendable () -> Timestamp

    package init(
        client: DataverseClient,
        configuration: Configuration = Configuration(),
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.client = client
        self.configuration = configuration
        self.now = now
        tracked = TrackedTables(client: client)
        columns = KnownColumns(client: client)
        currency = BaseCurrency(client: client)
        sizes = PageSizes(usual: client.pageSize)
    }

    package var settingsFingerprint: String {
        "dataverse-2 " + Table.all.map { $0.selection(configuration.subject) }.joined(separator: " ")
    }

    package func streams(of owner: StreamOwner, after cursor: Cursor?) async throws -> ListingPage {
        guard owner == .crm else { return ListingPage(streams: []) }
        let streams = Table.all.map {
            StreamID(source: Self.name, owner: .crm, kind: $0.kind, folder: $0.entitySet)
        }
        return ListingPage(streams: streams.sorted())
    }

    package func changes(in stream: StreamID, after cursor: Cursor?) async throws -> ChangePage {
        try await reader(of: stream).changes(after: cursor)
    }

    package func changes(of items: [ItemKey], in stream: StreamID) async throws -> [Change] {
        let reader = try await reader(of: stream)
        var changes: [Change] = []
        var failures = 0
        for item in items {
            do {
                let row = try await reader.row(item)
                guard let change = try await reader.change(of: row), change.item == item else {
                    changes.append(.unreadable(item, .otherRow))
                    continue
                }
                changes.append(change)
                failures = 0
            } catch ODataError.failure(let failure) where failure.status == 404 {
                changes.append(.gone(item))
                failures = 0
            } catch let error as ODataError where error.mayBeOneRows && failures < Self.longest {
                changes.append(.unreadable(item, .unreadableRow))
                failures += 1
            } catch let error as ODataError {
                throw SourceError(error, table: reader.table.logicalName)
            }
        }
        return changes
    }

    /// Rows in a row that cannot be delivered, while they may be to blame and not the service.
    private static let longest = 16

    private func reader(of stream: StreamID) async throws -> TableReader {
        guard let table = Table.all.first(where: { $0.entitySet == stream.folder && $0.kind == stream.kind }) else {
            throw SourceError(
                .refusedRequest,
                scope: .stream,
                retry: .never,
                message: "This table is not one of those that are read."
            )
        }
        return TableReader(
            client: client,
            table: table,
            configuration: configuration,
            isTracked: table.reach.expansion == nil ? await tracked.contain(table.logicalName) : false,
            columns: columns,
            currency: currency,
            stream: stream,
            sizes: sizes,
            now: now
        )
    }
}

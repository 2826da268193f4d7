package import Connector
package import Interactions
import TabularFiles

/// The CRM of an organisation that has none with an interface of its own: a file that somebody or something exports.
///
/// One stream. A changed file is read again from its start; a row that it does not have any more is gone, if every row
/// of it says which one it is.
package struct RecordsSource: Source {
    /// `StreamID.source` of its stream.
    package static let name = "records"

    private static let stream = StreamID(source: name, owner: .crm, kind: .table, folder: "records")
    private let path: String
    private let pageRows: Int
    private let known = KnownFile()

    /// - Parameter pageRows: of one page.
    package init(path: String, pageRows: Int = 2_000) {
        self.path = path
        self.pageRows = pageRows
    }

    package var settingsFingerprint: String { "records-2" }

    package func streams(of owner: StreamOwner, after cursor: Cursor?) async throws -> ListingPage {
        ListingPage(streams: owner == .crm ? [Self.stream] : [])
    }

    package func changes(in stream: StreamID, after cursor: Cursor?) async throws -> ChangePage {
        let file = try read(stream)
        var start = 0
        if let cursor {
            let parts = cursor.text.split(separator: " ")
            guard parts.count <= 2, let fingerprint = parts.first else { throw SourceError.foreignRecordsCursor }
            if parts.count == 2 {
                // What began to be read is not there any more.
                guard fingerprint == file.fingerprint, let offset = Int(parts[1]) else {
                    throw SourceError.changedRecords
                }
                start = offset
            } else if fingerprint == file.fingerprint {
                return ChangePage(changes: [], cursor: cursor, isLast: true, startsRound: false)
            }
        }
        let changes = file.changes
        let end = min(start + pageRows, changes.count)
        guard (0...end).contains(start) else { throw SourceError.foreignRecordsCursor }
        let isLast = end == changes.count
        return ChangePage(
            changes: Array(changes[start..<end]),
            cursor: Cursor(isLast ? file.fingerprint : "\(file.fingerprint) \(end)"),
            isLast: isLast,
            startsRound: start == 0,
            isWhole: file.isWhole
        )
    }

    package func changes(of items: [ItemKey], in stream: StreamID) async throws -> [Change] {
        let file = try read(stream)
        let changes = Dictionary(file.changes.map { ($0.item, $0) }) { first, _ in first }
        return items.map { item in
            changes[item] ?? (file.isWhole ? .gone(item) : .unreadable(item, .namelessRecords))
        }
    }

    private func read(_ stream: StreamID) throws -> RecordsFile {
        guard stream == Self.stream else {
            throw SourceError(.refusedRequest, scope: .stream, retry: .never, message: "The file has no such table.")
        }
        do {
            return try known.file(at: path)
        } catch {
            throw SourceError(.badAnswer, scope: .stream, retry: .never, message: error.description)
        }
    }
}

extension RecordsFile {
    /// A change for each row.
    fileprivate var changes: [Change] {
        rows.map { .found(ItemKey($0.reference.text), .row($0)) }
            + unusable.map { .unreadable(ItemKey($0.key), SourceError($0.problem)) }
    }
}

extension SourceError {
    fileprivate init(_ problem: RecordProblem) {
        self.init(.unreadableItem, scope: .item, retry: .never, message: "The file of records, \(problem).")
    }

    fileprivate static let foreignRecordsCursor = SourceError(
        .cursorExpired,
        scope: .stream,
        retry: .now,
        message: "The cursor is none of the file of records."
    )

    fileprivate static let changedRecords = SourceError(
        .cursorExpired,
        scope: .stream,
        retry: .now,
        message: "The file of records changed while it was read."
    )

    fileprivate static let namelessRecords = SourceError(
        .unreadableItem,
        scope: .item,
        retry: .never,
        message: "The file of records has rows that do not say which ones they are."
    )
}

import ConnectorTesting
import HTTPTransport
import XMLStream

@testable import EWS

/// Reads files of `Fixtures` the way the client reads answers.
enum Samples {
    /// Microsoft's documentation since 2013 shows a namespace that no server sends; this undoes the damage.
    static func repaired(_ file: String) throws -> [UInt8] {
        let text = String(decoding: try Fixture.bytes(file), as: UTF8.self)
        return Array(
            text.split(separator: "https://schemas.xmlsoap.org/", omittingEmptySubsequences: false)
                .joined(separator: "http://schemas.xmlsoap.org/").utf8
        )
    }

    static func read<Operation: EWSOperation>(
        _ bytes: [UInt8],
        as operation: Operation,
        chunk: Int = 1_000
    ) async throws -> Operation.Response {
        let reader = AnswerReader(limits: XMLLimits(), triedNTLM: false)
        let envelope = try await reader.read(HTTPAnswer(body: bytes, chunk: chunk))
        return try operation.response(from: envelope.messages(of: Operation.responseName))
    }

    static let getItem = GetItem(itemShape: .idOnly, itemIDs: [])
    static let findItem = FindItem(view: .indexedPage(offset: 0, maxEntriesReturned: 1), parentFolder: .id("f"))
    static let getFolder = GetFolder(folders: [.id("f")])
    static let hierarchy = SyncFolderHierarchy(syncFolder: .id("f"))
    static let items = SyncFolderItems(syncFolder: .id("f"), syncState: nil, maxChangesReturned: 512)
    static let resolveNames = ResolveNames(unresolvedEntry: "x")

    /// What to read a sample as, by its name.
    static func operation(for file: String) -> any EWSOperation {
        switch true {
        case file.contains("syncfolderitems"): items
        case file.contains("syncfolderhierarchy"): hierarchy
        case file.contains("finditem"): findItem
        case file.contains("getfolder"): getFolder
        case file.contains("resolvenames"): resolveNames
        default: getItem
        }
    }
}

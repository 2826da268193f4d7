import Connector
import Interactions
import Synchronization

/// A source that answers from closures, and counts what it is asked.
struct ScriptedSource: Source {
    let settingsFingerprint = "scripted-1"
    let asked = Count()
    var lists = [StreamList("streams")]
    var list: @Sendable (StreamOwner, Cursor?) async throws -> ListingPage = { owner, _ in
        ListingPage(streams: [inbox(of: owner)])
    }
    var read: @Sendable (StreamID, Cursor?) async throws -> ChangePage = { _, _ in end }

    var view: @Sendable (_ memory: String?) -> Overview? = { _ in nil }

    final class Count: Sendable {
        private let owners = Mutex<[StreamOwner]>([])
        var owner: [StreamOwner] { owners.withLock { $0 } }
        func note(_ owner: StreamOwner) { owners.withLock { $0.append(owner) } }
    }

    /// An empty folder.
    static let end = ChangePage(changes: [], cursor: Cursor("end"), isLast: true, startsRound: true)

    static func inbox(of owner: StreamOwner) -> StreamID { folder("inbox", of: owner) }

    static func folder(_ name: String, of owner: StreamOwner) -> StreamID {
        StreamID(source: "table", owner: owner, kind: .mail, folder: name)
    }

    func lists(of owner: StreamOwner) -> [StreamList] { lists }

    func streams(of owner: StreamOwner, after cursor: Cursor?) async throws -> ListingPage {
        asked.note(owner)
        return try await list(owner, cursor)
    }

    func overview(
        of owner: StreamOwner,
        since memory: String?,
        streams: [StreamID: Cursor]
    ) async throws -> Overview? { view(memory) }

    func changes(in stream: StreamID, after cursor: Cursor?) async throws -> ChangePage {
        asked.note(stream.owner)
        return try await read(stream, cursor)
    }

    func changes(of items: [ItemKey], in stream: StreamID) async throws -> [Change] { [] }
}

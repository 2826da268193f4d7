import Connector
import ConnectorTesting
import Interactions
import Synchronization

/// A source of tables that breaks one law of sources, or none.
struct FaultySource: Source {
    enum Fault: CaseIterable {
        case otherOrder, streamTwice, streamOfOthers
        case emptyStranger, strangerIsEverybody
        case endless, cursorTwice, noRound
        case newsAtTheEnd
        case otherAnswer
        case memoryOfItsOwn
        case emptyForForeign, foreignIsBadAnswer
        case deafFingerprint, restlessFingerprint
        case itemsInOrderOfItsOwn, itemMissing, itemGone
        case deafToCancellation, cancellationIsFailure

        /// The beginning of the law that notices.
        var law: String {
            switch self {
            case .otherOrder, .streamTwice, .streamOfOthers: "Streams come in one order"
            case .emptyStranger, .strangerIsEverybody: "Who is not there"
            case .endless, .cursorTwice, .noRound: "A stream ends"
            case .newsAtTheEnd: "After the end"
            case .otherAnswer: "A cursor asked twice"
            case .memoryOfItsOwn: "Whoever goes on"
            case .emptyForForeign, .foreignIsBadAnswer: "What no page answered"
            case .deafFingerprint, .restlessFingerprint: "The fingerprint"
            case .itemsInOrderOfItsOwn, .itemMissing, .itemGone: "Single items"
            case .deafToCancellation, .cancellationIsFailure: "Who is cancelled"
            }
        }
    }

    let table: TableSource
    var fault: Fault?
    var settings = "wayward-1"
    private let memory = Memory()

    init(table: TableSource, fault: Fault?) {
        self.table = table
        self.fault = fault
    }

    private final class Memory: Sendable {
        let count = Mutex(0)
        let answered = Mutex<Set<Cursor>>([])
        let asked = Mutex<Set<Question>>([])
    }

    private struct Question: Hashable {
        let stream: StreamID
        let cursor: Cursor?
    }

    private func isTrue(_ fault: Fault) -> Bool { self.fault == fault }

    private func next() -> Int {
        memory.count.withLock { count in
            count += 1
            return count
        }
    }

    private func checkCancellation() throws {
        switch fault {
        case .deafToCancellation: break
        case .cancellationIsFailure where Task.isCancelled:
            throw SourceError(.unavailable, scope: .stream, retry: .now, message: "The connection was closed.")
        default: try Task.checkCancellation()
        }
    }

    var settingsFingerprint: String {
        switch fault {
        case .deafFingerprint: "wayward"
        case .restlessFingerprint: "\(settings) \(next())"
        default: settings
        }
    }

    func streams(of owner: StreamOwner, after cursor: Cursor?) async throws -> ListingPage {
        try checkCancellation()
        let page = try await table.streams(of: owner, after: cursor)
        let streams = page.streams
        if streams.isEmpty, let stranger = owner.mailbox {
            let scope: SourceError.Scope = isTrue(.strangerIsEverybody) ? .source : .mailbox
            guard isTrue(.emptyStranger) else {
                throw SourceError(.noMailbox, scope: scope, retry: .never, message: "\(stranger.id.text.count) bytes")
            }
        }
        switch fault {
        case .otherOrder:
            return ListingPage(streams: next().isMultiple(of: 2) ? streams : streams.reversed(), next: page.next)
        case .streamTwice: return ListingPage(streams: streams + streams.prefix(1), next: page.next)
        case .streamOfOthers:
            let other = StreamID(
                source: "t",
                owner: owner == .crm ? .mailbox(Scene.mailboxes[2]) : .crm,
                kind: .mail,
                folder: ""
            )
            return ListingPage(streams: streams + [other], next: page.next)
        default: return page
        }
    }

    func changes(in stream: StreamID, after cursor: Cursor?) async throws -> ChangePage {
        try checkCancellation()
        let page: ChangePage
        do {
            page = try await table.changes(in: stream, after: cursor)
        } catch let error as SourceError {
            switch fault {
            case .emptyForForeign:
                return ChangePage(changes: [], cursor: Cursor("0/0/0/0"), isLast: true, startsRound: false)
            case .foreignIsBadAnswer:
                throw SourceError(.badAnswer, scope: .stream, retry: .now, message: error.message)
            default: throw error
            }
        }
        var changes = page.changes
        var next = page.cursor
        let isKnown = cursor.map { cursor in memory.answered.withLock { $0.contains(cursor) } } ?? true
        memory.answered.withLock { _ = $0.insert(page.cursor) }
        let isAskedAgain = memory.asked.withLock { !$0.insert(Question(stream: stream, cursor: cursor)).inserted }
        switch fault {
        case .newsAtTheEnd where changes.isEmpty: changes = [.gone(ItemKey("never"))]
        case .otherAnswer where isAskedAgain: changes = changes.dropLast()
        case .memoryOfItsOwn where !isKnown: changes = Array(changes.dropFirst())
        case .cursorTwice where page.isLast: next = try await table.changes(in: stream, after: nil).cursor
        default: break
        }
        return ChangePage(
            changes: changes,
            cursor: next,
            isLast: page.isLast && !isTrue(.endless),
            startsRound: page.startsRound && !isTrue(.noRound)
        )
    }

    func changes(of items: [ItemKey], in stream: StreamID) async throws -> [Change] {
        try checkCancellation()
        let changes = try await table.changes(of: items, in: stream)
        switch fault {
        case .itemsInOrderOfItsOwn: return changes.sorted { $0.item.text < $1.item.text }
        case .itemMissing: return Array(changes.dropLast())
        case .itemGone: return changes.map { .gone($0.item) }
        default: return changes
        }
    }
}

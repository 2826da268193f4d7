package import Connector
package import Interactions
import Synchronization

/// A source whose folders are tables in memory: the same pages, rounds, moves and faults as a service, without a wire.
package final class TableSource: Source {
    private struct Entry {
        let item: ItemKey
        /// Nil where the item left the folder.
        let record: SourceItem?
    }

    private struct State {
        var logs: [StreamID: [Entry]] = [:]
        var order: [StreamID] = []
        var unreadable: Set<ItemKey> = []
        var fault: (@Sendable (StreamID, Cursor?) -> SourceError?)?
        var expiredBelow: [StreamID: Int] = [:]
        var requests = 0
        var overviews = 0
        var overviewFault: SourceError?
        var contacted: Set<StreamOwner> = []
        var failures: [StreamOwner: [SourceError]] = [:]
    }

    private let state = Mutex(State())
    private let pageSize: Int
    private let givesOverviews: Bool
    package let settingsFingerprint: String

    /// - Parameter givesOverviews: whether it tells which folders did not change.
    package init(pageSize: Int = 3, settingsFingerprint: String = "table-1", givesOverviews: Bool = false) {
        self.pageSize = pageSize
        self.givesOverviews = givesOverviews
        self.settingsFingerprint = settingsFingerprint
    }

    /// Requests for pages so far, failed ones included.
    package var requests: Int { state.withLock { $0.requests } }
    /// Overviews so far.
    package var overviews: Int { state.withLock { $0.overviews } }
    /// The owners that anything was asked about.
    package var contacted: Set<StreamOwner> { state.withLock { $0.contacted } }

    /// Puts an item into a folder, or changes it there; the folder comes into being.
    package func put(_ item: String, _ record: SourceItem, in stream: StreamID) {
        append(Entry(item: ItemKey(item), record: record), to: stream)
    }

    /// Takes an item out of a folder.
    package func remove(_ item: String, from stream: StreamID) {
        append(Entry(item: ItemKey(item), record: nil), to: stream)
    }

    /// Takes the whole folder away.
    package func drop(_ stream: StreamID) {
        state.withLock { state in
            state.logs[stream] = nil
            state.order.removeAll { $0 == stream }
        }
    }

    /// Forgets every cursor given so far.
    package func expireCursors(of stream: StreamID) {
        state.withLock { $0.expiredBelow[stream, default: 0] += 1 }
    }

    /// Items that are answered as `.unreadable` from now on.
    package func setUnreadable(_ items: Set<String>) {
        state.withLock { $0.unreadable = Set(items.map { ItemKey($0) }) }
    }

    /// Asked before every page; an error it returns is thrown instead.
    package func setFault(_ fault: (@Sendable (StreamID, Cursor?) -> SourceError?)?) {
        state.withLock { $0.fault = fault }
    }

    /// What is thrown for an overview from now on.
    package func setOverviewFault(_ fault: SourceError?) {
        state.withLock { $0.overviewFault = fault }
    }

    /// Parts of a mailbox that cannot be listed from now on.
    package func setFailures(_ failures: [SourceError], of mailbox: Mailbox) {
        state.withLock { $0.failures[.mailbox(mailbox)] = failures }
    }

    private func append(_ entry: Entry, to stream: StreamID) {
        state.withLock { state in
            if state.logs[stream] == nil { state.order.append(stream) }
            state.logs[stream, default: []].append(entry)
        }
    }

    package func streams(of owner: StreamOwner, after cursor: Cursor?) async throws -> ListingPage {
        let (streams, failures) = state.withLock { state in
            state.contacted.insert(owner)
            return (state.order.filter { $0.owner == owner }, state.failures[owner, default: []])
        }
        let start = cursor.flatMap { Int($0.text) } ?? 0
        let end = min(start + pageSize, streams.count)
        let isLast = end == streams.count
        return ListingPage(
            streams: Array(streams[min(start, end)..<end]),
            failures: isLast ? failures : [],
            next: isLast ? nil : Cursor("\(end)")
        )
    }

    package func overview(
        of owner: StreamOwner,
        since memory: String?,
        streams: [StreamID: Cursor]
    ) async throws -> Overview? {
        guard givesOverviews else { return nil }
        return try state.withLock { state in
            state.overviews += 1
            if let fault = state.overviewFault { throw fault }
            let folders = state.order.filter { $0.owner == owner }
            let lengths = folders.map { "\($0.kind.rawValue) \($0.folder)=\(state.logs[$0, default: []].count)" }
            let earlier = memory.map { Set($0.split(separator: "\n").map { String($0) }) }
            let quiet = zip(folders, lengths).filter { earlier?.contains($1) == true }.map(\.0)
            return Overview(
                memory: lengths.joined(separator: "\n"),
                quiet: earlier != nil && Set(folders) == Set(streams.keys) ? Set(quiet) : nil
            )
        }
    }

    package func changes(in stream: StreamID, after cursor: Cursor?) async throws -> ChangePage {
        let fault = state.withLock { state in
            state.requests += 1
            return state.fault
        }
        if let error = fault?(stream, cursor) { throw error }
        return try state.withLock { state in
            guard let log = state.logs[stream] else {
                throw SourceError(.gone, scope: .stream, retry: .never, message: "The folder is gone.")
            }
            let epoch = state.expiredBelow[stream, default: 0]
            let position =
                try cursor.map { try Position($0, epoch: epoch) }
                ?? Position(epoch: epoch, end: log.count, offset: 0, isRound: true)
            let entries = position.isRound ? Self.current(log[..<position.end]) : Array(log[position.end...])
            let slice = entries.dropFirst(position.offset).prefix(pageSize)
            let isLast = position.offset + slice.count >= entries.count
            let next: Position =
                switch (position.isRound, isLast) {
                case (true, true): Position(epoch: epoch, end: position.end, offset: 0, isRound: false)
                case (false, true): Position(epoch: epoch, end: log.count, offset: 0, isRound: false)
                case (let isRound, false):
                    Position(epoch: epoch, end: position.end, offset: position.offset + slice.count, isRound: isRound)
                }
            return ChangePage(
                changes: slice.map { Self.change($0, unreadable: state.unreadable) },
                cursor: next.cursor,
                isLast: isLast && (!position.isRound || position.end == log.count),
                startsRound: cursor == nil
            )
        }
    }

    package func changes(of items: [ItemKey], in stream: StreamID) async throws -> [Change] {
        state.withLock { state in
            let entries = Self.current(state.logs[stream, default: []][...])
            let byItem = Dictionary(uniqueKeysWithValues: entries.map { ($0.item, $0) })
            return items.map { item in
                byItem[item].map { Self.change($0, unreadable: state.unreadable) } ?? .gone(item)
            }
        }
    }

    /// The last entry of each item that is still there, in the order of first appearance.
    private static func current(_ log: ArraySlice<Entry>) -> [Entry] {
        var last: [ItemKey: Entry] = [:]
        var order: [ItemKey] = []
        for entry in log {
            if last.updateValue(entry, forKey: entry.item) == nil { order.append(entry.item) }
        }
        return order.compactMap { last[$0] }.filter { $0.record != nil }
    }

    private static func change(_ entry: Entry, unreadable: Set<ItemKey>) -> Change {
        guard let record = entry.record else { return .gone(entry.item) }
        guard !unreadable.contains(entry.item) else {
            let error = SourceError(.unreadableItem, scope: .item, retry: .never, message: "The item cannot be read.")
            return .unreadable(entry.item, error)
        }
        return .found(entry.item, record)
    }

    /// What a cursor's text says.
    private struct Position {
        let epoch: Int
        /// Length of the log that the round, or the last page before, has seen.
        let end: Int
        let offset: Int
        let isRound: Bool

        init(epoch: Int, end: Int, offset: Int, isRound: Bool) {
            (self.epoch, self.end, self.offset, self.isRound) = (epoch, end, offset, isRound)
        }

        init(_ cursor: Cursor, epoch: Int) throws {
            let numbers = cursor.text.split(separator: "/").compactMap { Int($0) }
            guard numbers.count == 4, numbers[0] == epoch else {
                throw SourceError(.cursorExpired, scope: .stream, retry: .never, message: "The cursor has expired.")
            }
            self.init(epoch: epoch, end: numbers[1], offset: numbers[2], isRound: numbers[3] == 1)
        }

        var cursor: Cursor { Cursor("\(epoch)/\(end)/\(offset)/\(isRound ? 1 : 0)") }
    }
}

import Connector
import ConnectorTesting
import Foundation
import Interactions
import SQLiteStore
import Testing

/// What is on the disk when the process is killed is what the next one finds.
@Suite struct DurabilityTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// Pages with new, changed, moved and lost items, each with its own cursor, and rounds' ends between them.
    private static func write(
        _ store: SQLiteInteractionStore,
        after step: (_ step: Int) async throws -> Void
    ) async throws {
        for number in 0..<12 {
            switch number % 4 {
            case 3:
                let streams = [StoreScene.mail(0), StoreScene.calendar(0)]
                _ = try await store.finishRound(
                    of: StoreScene.mail(0).owner,
                    source: "t",
                    streams: streams,
                    deletedMail: .remove
                )
            case let kind:
                let first = kind == 2 ? 100 : 0
                let news =
                    (0..<40).map { StoreScene.News.seen($0, of: first + ($0 + number * 7) % 90, variant: number % 3) }
                    + (30..<35).map { .gone($0) } + [.postponed(60 + number)]
                let page = StoreScene.page(news, startsRound: true, isLast: kind != 1, cursor: "\(number)")
                _ = try await store.commit(page, to: kind == 2 ? StoreScene.calendar(0) : StoreScene.mail(0))
            }
            try await step(number)
        }
    }

    private struct State: Hashable {
        let content: StoreContent
        let cursors: [Checkpoint?]

        init(of store: SQLiteInteractionStore) async throws {
            content = try await store.content
            cursors = [
                try await store.checkpoint(for: StoreScene.mail(0)),
                try await store.checkpoint(for: StoreScene.calendar(0)),
            ]
        }
    }

    /// The files as a process that is killed leaves them; SQLite makes the third one anew.
    private func copyFiles(to other: TemporaryDirectory) throws {
        for name in ["rapport.sqlite", "rapport.sqlite-wal"] {
            try FileManager.default.copyItem(atPath: "\(directory.path)/\(name)", toPath: "\(other.path)/\(name)")
        }
    }

    @Test func `Killed after any write, nothing is lost`() async throws {
        let store = try SQLiteInteractionStore(directory: directory.path, tenant: "t")
        try await Self.write(store) { step in
            let other = try TemporaryDirectory()
            try copyFiles(to: other)
            let revived = try SQLiteInteractionStore(directory: other.path, tenant: "t")
            #expect(try await State(of: revived) == State(of: store), "step \(step)")
            #expect(try await revived.integrityCheck() == [])
        }
    }

    /// A page and its cursor are there together or not at all, wherever in the log the process or the power died.
    @Test func `Whatever of the log reached the disk, a committed state is found`() async throws {
        let store = try SQLiteInteractionStore(directory: directory.path, tenant: "t")
        var states = [try await State(of: store)]
        try await Self.write(store) { _ in states.append(try await State(of: store)) }

        let log = try Data(contentsOf: URL(filePath: "\(directory.path)/rapport.sqlite-wal"))
        var random = SplitMix64(seed: 7)
        var last = 0
        var found: Set<Int> = []
        for length in (0..<40).map({ _ in Int.random(in: 0...log.count, using: &random) }).sorted() {
            let other = try TemporaryDirectory()
            try copyFiles(to: other)
            let file = URL(filePath: "\(other.path)/rapport.sqlite-wal")
            try (log.prefix(length) + Data(count: log.count - length)).write(to: file)
            let revived = try SQLiteInteractionStore(directory: other.path, tenant: "t")
            let state = try await State(of: revived)
            let index = try #require(states.lastIndex(of: state), "\(length) of \(log.count) bytes")
            #expect(index >= last)
            last = index
            found.insert(index)
            #expect(try await revived.integrityCheck() == [])
        }
        #expect(found.count > 5)
    }

    @Test func `What brings nothing new writes nothing`() async throws {
        let store = try SQLiteInteractionStore(directory: directory.path, tenant: "t")
        let page = StoreScene.page([.seen(0, of: 1), .seen(1, of: 100)], isLast: true)
        _ = try await store.commit(page, to: StoreScene.calendar(0))
        _ = try await store.commit(StoreScene.page([.seen(0, of: 2)]), to: StoreScene.mail(0))
        let streams = [StoreScene.calendar(0)]
        for _ in 0..<2 {
            _ = try await store.finishRound(
                of: streams[0].owner,
                source: "t",
                streams: streams,
                deletedMail: .keep
            )
        }
        let files = try directory.bytes
        let sequence = try await store.counts().lastSequence
        #expect(try await store.commit(page, to: StoreScene.calendar(0)) == CommitSummary())
        for _ in 0..<2 {
            let end = try await store.finishRound(
                of: streams[0].owner,
                source: "t",
                streams: streams,
                deletedMail: .keep
            )
            #expect(end == CommitSummary())
        }
        #expect(try await store.counts().lastSequence == sequence)
        #expect(try directory.bytes == files)
    }
}

import Connector
import ConnectorTesting
import Engine
import Feed
import FoundationEssentials
import Interactions
import SQLiteStore
import Settings
import Testing

/// The files of a directory are the feed, whatever happened between deliveries.
@Suite struct `A lake of files` {
    private static let seeds = Torture.isWhole ? 300 : 2

    private let directory: TemporaryDirectory
    private let engine: Engine
    private let store: SQLiteInteractionStore

    init() async throws {
        directory = try TemporaryDirectory()
        let path = try directory.write(
            #"{"tenant":"t/ä","internalDomains":["contoso.example"],"directory":"users.json","dataDirectory":"data"}"#,
            to: "rapport.json"
        )
        engine = Engine(
            try await RapportSettings.load(path, environment: [:]),
            clock: { Timestamp(microseconds: 1_795_428_000_000_000) }
        )
        store = try engine.installation.store()
    }

    private var lake: String { directory.path + "/lake" }

    /// By their paths in the lake; those of a folder alone.
    private func files(_ folder: String, _ ending: String) throws -> [String] {
        let all = (try? FileManager.default.subpathsOfDirectory(atPath: "\(lake)/\(folder)")) ?? []
        return all.filter { $0.hasSuffix(ending) }.sorted().map { "\(lake)/\(folder)/\($0)" }
    }

    private func rows(_ path: String, _ format: FeedFormat) throws -> [String] {
        let text = String(decoding: try #require(FileManager.default.contents(atPath: path)), as: UTF8.self)
        let lines = text.split(separator: format == .csv ? "\r\n" : "\n").map(String.init)
        return format == .csv ? Array(lines.dropFirst()) : lines
    }

    private func key(_ row: String, _ format: FeedFormat) -> Substring {
        format == .csv ? row.prefix(32) : row.split(separator: "\"", maxSplits: 3)[3].prefix(32)
    }

    private func isDeletion(_ row: String) -> Bool { row.contains("\"op\":\"delete\"") || row.contains(",delete,") }

    /// A consumer that begins with the parts, and then merges files of changes in their order.
    private struct Merged {
        var tables: [FeedStream: [Substring: String]] = [:]
        var sequence: [FeedStream: Int] = [:]
    }

    private func merge(_ merged: inout Merged, _ streams: [FeedStream], _ format: FeedFormat) throws {
        for stream in streams {
            let parts = try files(stream.rawValue, ".\(format.rawValue)")
            let changes = try files("changes/\(stream.rawValue)", ".\(format.rawValue)").map { path in
                (path, Int(path.split(separator: "-").last?.split(separator: ".").first ?? "") ?? -1)
            }.sorted { $0.1 < $1.1 }
            guard let before = merged.sequence[stream] else {
                // As Deploy/lake/merge.py: whoever finds no parts has not begun, because a first delivery is all parts.
                guard !parts.isEmpty else { continue }
                for row in try parts.flatMap({ try rows($0, format) }) {
                    merged.tables[stream, default: [:]][key(row, format)] = row
                }
                merged.sequence[stream] = changes.last?.1 ?? 0
                continue
            }
            for (path, last) in changes where last > before {
                for row in try rows(path, format) {
                    merged.tables[stream, default: [:]][key(row, format)] = isDeletion(row) ? nil : row
                }
                merged.sequence[stream] = last
            }
        }
    }

    private func whole(_ stream: FeedStream, _ format: FeedFormat) async throws -> Set<String> {
        var bytes: [UInt8] = []
        _ = try await engine.tell(FeedRequest([stream]), as: format == .csv ? .csv : .ndjson) { bytes += $0 }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: format == .csv ? "\r\n" : "\n")
        return Set(lines.map(String.init).dropFirst(format == .csv ? 1 : 0))
    }

    @Test(arguments: 0..<seeds)
    func `has what a whole export has, each row once, and nothing that was told anew`(seed: Int) async throws {
        let format: FeedFormat = seed.isMultiple(of: 2) ? .ndjson : .csv
        let streams: [FeedStream] = [.interaction, .participant, .person, .record]
        var history = StoreHistory(seed: seed)
        var random = SplitMix64(seed: UInt64(seed) &+ 5)
        var consumers: [Merged] = []
        for _ in 0..<(Torture.isWhole ? 60 : 16) {
            for _ in 0..<Int.random(in: 1..<4, using: &random) {
                let isRemoval = Int.random(in: 0..<6, using: &random) == 0
                _ = try await (isRemoval ? history.nextRemoval() : history.nextReading())(store)
            }
            try await engine.refreshFeed([.person, .record], into: store)
            let some = streams.filter { _ in Int.random(in: 0..<5, using: &random) > 0 }
            guard !some.isEmpty else { continue }
            _ = try await engine.deliver(some, as: format, to: lake)
            // One more begins now and then, and each merges now and then.
            if Int.random(in: 0..<15, using: &random) == 0 { consumers.append(Merged()) }
            for place in consumers.indices where Int.random(in: 0..<3, using: &random) == 0 {
                try merge(&consumers[place], streams, format)
            }
        }
        _ = try await engine.deliver(streams, as: format, to: lake)
        consumers.append(Merged())
        for place in consumers.indices { try merge(&consumers[place], streams, format) }
        for stream in streams {
            let expected = try await whole(stream, format)
            let parts = try files(stream.rawValue, ".\(format.rawValue)")
            let held = try parts.flatMap { try rows($0, format) }
            #expect(held.count == expected.count, "\(stream.rawValue), seed \(seed)")
            #expect(Set(held) == expected, "\(stream.rawValue), seed \(seed)")
            let changed = try files("changes/\(stream.rawValue)", ".\(format.rawValue)").flatMap {
                try rows($0, format)
            }
            #expect(Set(changed.map { key($0, format) }).count == changed.count)
            #expect(changed.allSatisfy { isDeletion($0) || expected.contains($0) })
            for consumer in consumers {
                #expect(Set((consumer.tables[stream] ?? [:]).values) == expected, "\(stream.rawValue), seed \(seed)")
            }
            // Small parts became one.
            let folders = Dictionary(grouping: parts) { $0.split(separator: "/").dropLast() }
            #expect(folders.values.allSatisfy { $0.count <= 9 })
        }
        #expect(try files("", ".partial").isEmpty)
        #expect(!FileManager.default.fileExists(atPath: lake + "/delivery.json"))
    }

    @Test func `has interactions and their participants in the folder of their month`() async throws {
        _ = try await store.commit(StoreScene.page([.seen(1, of: 1)]), settings: "s", to: StoreScene.mail(0))
        _ = try await engine.deliver(FeedStream.allCases, as: .ndjson, to: lake)
        let row = try #require(try await whole(.interaction, .ndjson).first)
        let month = try #require(row.split(separator: "\"occurred_at\":\"").last).prefix(7)
        for stream in ["interaction", "interaction_participant"] {
            #expect(try files(stream, "").contains("\(lake)/\(stream)/tenant=t%2F%C3%A4/month=\(month)/part-1.ndjson"))
        }
        // The others have their columns there, even without rows.
        #expect(try files("relationship", "").contains("\(lake)/relationship/tenant=t%2F%C3%A4/part-1.ndjson"))
        #expect(try files("changes", "").isEmpty)
    }

    @Test func `tells whoever began with an empty store all that came after`() async throws {
        _ = try await engine.deliver(FeedStream.allCases, as: .ndjson, to: lake)
        #expect(try files("person", ".ndjson").count == 1)
        _ = try await store.commit(StoreScene.page([.seen(1, of: 1)]), settings: "s", to: StoreScene.mail(0))
        try await engine.refreshFeed([.person], into: store)
        _ = try await engine.deliver(FeedStream.allCases, as: .ndjson, to: lake)
        for stream in [FeedStream.interaction, .participant, .person] {
            let changed = try files("changes/\(stream.rawValue)", ".ndjson").flatMap { try rows($0, .ndjson) }
            #expect(!changed.isEmpty)
            #expect(Set(changed) == (try await whole(stream, .ndjson)))
        }
    }

    @Test func `is refused where its position is lost, and where it is of another format or layout`() async throws {
        _ = try await store.commit(StoreScene.page([.seen(1, of: 1)]), settings: "s", to: StoreScene.mail(0))
        _ = try await engine.deliver([.interaction], as: .csv, to: lake)
        let other = await #expect(throws: FeedError.self) {
            try await engine.deliver([.interaction], as: .parquet, to: lake)
        }
        #expect(other?.message.contains("another format") == true)
        try FileManager.default.removeItem(atPath: lake + "/state.json")
        let lost = await #expect(throws: FeedError.self) {
            try await engine.deliver([.interaction], as: .csv, to: lake)
        }
        #expect(lost?.code == .badState)
        #expect(lost?.message.contains("load everything from the start") == true)
    }

    @Test func `that is damaged is refused, and stays as it is`() async throws {
        let formats: [FeedFormat] = [.ndjson, .csv, .parquet]
        for format in formats {
            let lake = "\(lake)-\(format.rawValue)"
            _ = try await store.commit(StoreScene.page([.seen(1, of: 1)]), settings: "s", to: StoreScene.mail(0))
            _ = try await engine.deliver([.interaction], as: format, to: lake)
            let names = try FileManager.default.subpathsOfDirectory(atPath: lake)
            let part = "\(lake)/\(try #require(names.first { $0.contains("part-") && $0.hasSuffix(format.rawValue) }))"
            let bytes = try #require(FileManager.default.contents(atPath: part))
            _ = try await store.commit(
                StoreScene.page([.seen(1, of: 1, variant: 1)]),
                settings: "s",
                to: StoreScene.mail(0)
            )
            for length in [0, 4, bytes.count / 2, bytes.count - 1] {
                try bytes.prefix(length).write(to: URL(filePath: part))
                if format == .csv && length == 0 || format != .ndjson || length > 0 {
                    await #expect(throws: FeedError.self, "\(format) \(length)") {
                        try await engine.deliver([.interaction], as: format, to: lake)
                    }
                    #expect(FileManager.default.contents(atPath: part)?.count == length)
                }
            }
            try bytes.write(to: URL(filePath: part))
            _ = try await engine.deliver([.interaction], as: format, to: lake)
        }
    }
}

import ArgumentParser
import Engine
import Feed
import Interactions
import Settings

/// The command `rapport export`.
struct ExportCommand: AsyncParsableCommand {
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case ndjson, csv, parquet, singer
    }

    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write what is stored, or what changed since the last time, for other programs.",
        discussion: """
            Documentation/feed.md is the contract; Schemas has every field. Without --to it writes to standard output.
            """
    )

    @OptionGroup var configurationOptions: ConfigurationOptions
    @Option(help: "How rows are written; singer is the protocol of Singer's taps.")
    var format = Format.ndjson
    @Option(help: "A stream, as often as wanted, or all; interaction and interaction_participant unless given.")
    var stream: [FeedSelection] = []
    @Option(help: "Only what changed after this sequence number, deletions included.")
    var after: Int64?
    @Option(help: "The store_epoch that the number is of; another one is refused.")
    var epoch: String?
    @Option(help: "A file with the position to go on from, written anew at the end; of singer only read.")
    var state: String?
    @Option(help: "A directory that gets files of what changed, and keeps the position.")
    var to: String?
    @Flag(help: "Go on with what changes, until interrupted.")
    var follow = false
    @Flag(help: "Tell persons, records, relationships and introductions as they were worked out last.")
    var stored = false

    func validate() throws {
        let isFile = format == .csv || format == .parquet
        guard to == nil || (after == nil && state == nil && epoch == nil) else {
            throw ValidationError("--to keeps its own position; it goes with neither --after nor --state.")
        }
        guard after == nil || state == nil else { throw ValidationError("Either --after or --state.") }
        guard epoch == nil || after != nil else { throw ValidationError("--epoch says of which life --after is.") }
        guard to == nil || format != .singer else { throw ValidationError("singer is a stream, not files.") }
        guard !isFile || to != nil || (streams.count == 1 && !follow) else {
            throw ValidationError("\(format.rawValue) on standard output is one --stream; with --to it may be many.")
        }
    }

    private var streams: [FeedStream] { FeedSelection.streams(stream) }

    func run() async throws {
        let engine = try await configurationOptions.engine()
        var refreshing = FeedRefreshing(engine, of: streams, isWanted: !stored)
        if let to {
            try await refreshing.forEachRound(follow) { isFresh in
                warn(isFresh)
                let counts = try await engine.deliver(
                    streams,
                    as: FeedFormat(rawValue: format.rawValue) ?? .ndjson,
                    to: to
                )
                let rows = streams.map { "\($0.rawValue) \(counts[$0] ?? 0)" }.joined(separator: ", ")
                Terminal.say("rapport: rows written: \(rows)")
            }
            return
        }
        var position = try start()
        try await refreshing.forEachRound(follow) { isFresh in
            warn(isFresh)
            position = try await write(engine, after: position)
            if let state, format != .singer { try position.keep(in: state) }
        }
    }

    private func warn(_ isFresh: Bool) {
        guard !isFresh else { return }
        Terminal.say(
            "rapport: another process writes; persons, records and scores are told as they were worked out last"
        )
    }

    private func start() throws -> FeedState {
        if let state { return try FeedState.kept(in: state) }
        guard let after else { return FeedState() }
        return try FeedState(after: after, epoch: epoch)
    }

    private func write(_ engine: Engine, after state: FeedState) async throws -> FeedState {
        let request = FeedRequest(streams, after: state)
        switch format {
        case .ndjson:
            var records = JSONRecords()
            return try await engine.feed(request, to: &records) { records, _ in try Terminal.write(records.take()) }
        case .csv:
            var records = CSVRecords(streams[0])
            return try await file(engine, request, &records)
        case .parquet:
            var records = ParquetRecords(streams[0])
            return try await file(engine, request, &records)
        case .singer:
            var records = JSONRecords(in: .singer(at: .now))
            for stream in streams { records.add(line: SingerMessages.schema(of: stream, at: .now)) }
            return try await engine.feed(request, to: &records) { records, state in
                records.add(line: try SingerMessages.state(state))
                try Terminal.write(records.take())
            }
        }
    }

    private func file<Records: FeedRowWriter>(
        _ engine: Engine,
        _ request: FeedRequest,
        _ records: inout Records
    ) async throws -> FeedState {
        let end = try await engine.feed(request, to: &records) { records, _ in try Terminal.write(records.take()) }
        try Terminal.write(try records.finish())
        return end
    }
}

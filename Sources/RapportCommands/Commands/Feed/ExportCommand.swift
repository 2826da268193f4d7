import ArgumentParser
import Engine
import Feed
import Interactions

/// The command `rapport export`.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write what is stored, or what changed since the last time, for other programs.",
        discussion: """
            Documentation/feed.md is the contract; Schemas has every field. Without --to it writes to standard output. \
            'rapport feed' keeps positions for its consumers.
            """
    )

    @OptionGroup var configurationOptions: ConfigurationOptions
    @Option(
        help:
            "How rows are written; singer is the protocol of Singer's taps; cloudevents are events, one a line, and keyed ones have a key and a tab before."
    )
    var format = FeedEncoding.ndjson
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
    @OptionGroup var feedOptions: FeedOptions

    func validate() throws {
        guard to == nil || (after == nil && state == nil && epoch == nil) else {
            throw ValidationError("--to keeps its own position; it goes with neither --after nor --state.")
        }
        guard after == nil || state == nil else { throw ValidationError("Either --after or --state.") }
        guard epoch == nil || after != nil else { throw ValidationError("--epoch says of which life --after is.") }
        guard to == nil || format.fileFormat != nil else {
            throw ValidationError("\(format.rawValue) is a stream, not files.")
        }
        guard !format.isTable || to != nil || (streams.count == 1 && !feedOptions.follow) else {
            throw ValidationError("\(format.rawValue) on standard output is one --stream; with --to it may be many.")
        }
    }

    private var streams: [FeedStream] { FeedSelection.streams(stream, unlessGiven: [.interaction, .participant]) }

    func run() async throws {
        let engine = try await configurationOptions.engine()
        if let to, let format = format.fileFormat {
            return try await feedOptions.forEachRound(of: streams, engine) {
                let counts = try await engine.deliver(streams, as: format, to: to)
                let rows = streams.map { "\($0.rawValue) \(counts[$0] ?? 0)" }.joined(separator: ", ")
                Terminal.say("rapport: rows written: \(rows)")
            }
        }
        var position = try start()
        let keeps = format == .singer ? nil : state
        try await feedOptions.forEachRound(of: streams, engine) {
            if let keeps { try await engine.begun(streams, after: position)?.keep(in: keeps) }
            position = try await engine.tell(FeedRequest(streams, after: position), as: format) {
                try Terminal.write($0)
            }
            if let keeps { try position.keep(in: keeps) }
        }
    }

    private func start() throws -> FeedState {
        if let state { return try FeedState.kept(in: state) }
        guard let after else { return FeedState() }
        return try FeedState(after: after, epoch: epoch)
    }
}

import ArgumentParser
import Engine
import Feed
import Interactions

/// The command `rapport feed`.
struct FeedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feed",
        abstract: "Deliver what changed to a consumer whose position is kept here.",
        discussion: """
            'rapport feed NAME' is 'rapport feed deliver NAME': all that changed since the last delivery to NAME that \
            was complete, at first everything. Documentation/feed.md is the contract.
            """,
        subcommands: [FeedDeliverCommand.self, FeedListCommand.self, FeedForgetCommand.self],
        defaultSubcommand: FeedDeliverCommand.self
    )
}

extension ConsumerName: ExpressibleByArgument {
    /// Nil for what is no name; the parser says so.
    package init?(argument: String) { self.init(argument) }
}

/// The command `rapport feed deliver`.
struct FeedDeliverCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliver",
        abstract: "Write what changed since the last delivery that was complete.",
        discussion: """
            To standard output, the position moves when the last row was written. With --into, COMMAND reads the rows \
            from its standard input, and the position moves if its exit status is 0: whatever it had not kept when it \
            failed is told again. A delivery without rows does not start it.
            """
    )

    @Argument(help: "The consumer: lower-case letters, digits, '-', '.' and '_'.")
    var consumer: ConsumerName
    @OptionGroup var configurationOptions: ConfigurationOptions
    @Option(
        help:
            "How rows are written; singer is the protocol of Singer's taps, the keyed ones are for producers of Kafka."
    )
    var format = FeedEncoding.ndjson
    @Option(help: "A stream, as often as wanted; all unless given.")
    var stream: [FeedSelection] = []
    @Option(help: ArgumentHelp("What loads the rows, run by the shell.", valueName: "command"))
    var into: String?
    @OptionGroup var feedOptions: FeedOptions

    private var streams: [FeedStream] { FeedSelection.streams(stream, unlessGiven: FeedStream.allCases) }

    func validate() throws {
        guard !format.isTable || (streams.count == 1 && (into != nil || !feedOptions.follow)) else {
            throw ValidationError("\(format.rawValue) is one --stream, and followed only --into a command.")
        }
    }

    func run() async throws {
        let engine = try await configurationOptions.engine()
        let delivery = try engine.delivery(to: consumer)
        try await feedOptions.forEachRound(of: streams, engine) {
            try await delivery.deliver(streams) { start in
                let output = RowOutput(into: into)
                let end = try await engine.tell(FeedRequest(streams, after: start), as: format) {
                    try output.write($0)
                }
                try output.finish()
                return end
            }
        }
    }
}

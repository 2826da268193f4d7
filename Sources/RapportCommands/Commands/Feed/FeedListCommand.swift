import ArgumentParser
import Engine

/// The command `rapport feed list`.
struct FeedListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Show every named consumer, and how far it is."
    )

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var outputOptions: OutputOptions

    func run() async throws {
        let rows = ConsumerListing(try await configurationOptions.engine().consumers()).rows
        let columns: [Listing<ConsumerListing.Row>.Column] = [
            .text("consumer") { $0.consumer },
            .text("state", tint: { $0.state == "start_over" ? .poor : nil }) {
                $0.state == "start_over" ? "start over" : $0.state
            },
            .text("changes behind") { $0.behind.map(String.init) ?? "" },
            .text("delivered at") { $0.deliveredAt.map { LocalTime.minute($0) } ?? "" },
            .text("streams", rank: 5) { $0.streams.map(\.stream).joined(separator: ", ") },
        ]
        try Listing(columns: columns, rows: rows).print(outputOptions)
    }
}

/// The command `rapport feed forget`.
struct FeedForgetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget",
        abstract: "Forget how far a consumer is: its next delivery begins at the start.",
        discussion: "Delete what it loaded first: what was deleted meanwhile is not told from the start."
    )

    @Argument(help: "The consumer.")
    var consumer: ConsumerName
    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var outputOptions: OutputOptions

    func run() async throws {
        try await configurationOptions.engine().forget(consumer)
        try outputOptions.show(["consumer": consumer.text]) {
            Terminal.say(
                "rapport: '\(consumer)' begins at the start with its next delivery. Delete what it loaded before."
            )
        }
    }
}

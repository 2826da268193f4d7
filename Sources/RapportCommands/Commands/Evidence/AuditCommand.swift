import ArgumentParser
import Engine
import Interactions

/// The command `rapport audit show|verify`.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "The log of events, decisions and removals.",
        subcommands: [Show.self, Verify.self]
    )

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Find any record that was changed, removed, inserted or moved.",
            discussion: "Exit status 1 if there is one."
        )

        @OptionGroup var configurationOptions: ConfigurationOptions

        func run() async throws {
            guard let result = try await configurationOptions.engine().verifyLog() else {
                try Terminal.print("Nothing was recorded yet.")
                return
            }
            try Terminal.print("\(result.records) records, each as it was written.")
            if result.hasUnfinishedRecord {
                Terminal.say("The last record was not written to its end; the next one takes its place.")
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print the log, with the addresses that the directory file knows.",
            discussion: "Every record is verified before it is printed."
        )

        @OptionGroup var configurationOptions: ConfigurationOptions
        @OptionGroup var outputOptions: OutputOptions

        func run() async throws {
            let rows = LogListing(try await configurationOptions.engine().logRows()).rows
            let columns: [Listing<LogListing.Row>.Column] = [
                .number("number") { $0.number }, .text("at") { $0.at }, .text("kind") { $0.kind },
                .text("about") { $0.about }, .text("what") { $0.text },
            ]
            try Listing(columns: columns, rows: rows).print(outputOptions.output)
        }
    }
}

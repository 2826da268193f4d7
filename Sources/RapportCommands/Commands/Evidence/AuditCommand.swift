import ArgumentParser
import Engine
import Interactions

/// The command `rapport audit show|verify`.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "The log of events, decisions and removals.",
        subcommands: [Show.self, Verify.self, CorrectClock.self]
    )

    struct CorrectClock: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "correct-clock",
            abstract: "Record that this machine's clock is right, after one that was ahead.",
            discussion: """
                Time does not go back behind the newest record, so a record of the future holds everything up. After \
                this, the true time counts again, whatever was recorded in between counts as of now, and the next sync \
                reads everything again. Needs a System Administrator, and a service that agrees about the time.
                """
        )

        @OptionGroup var configurationOptions: ConfigurationOptions
        @Option(name: .customLong("as"), help: "The address of who is responsible: a user of the directory file.")
        var actor: String
        @OptionGroup var clockOptions: ClockOptions
        @OptionGroup var outputOptions: OutputOptions

        func run() async throws {
            guard let address = EmailAddress(actor) else {
                throw CommandFailure(.usage, "--as must be an SMTP address.")
            }
            let correction = try await configurationOptions.engine()
                .correctClock(by: address, acceptsClock: clockOptions.acceptClock)
            try outputOptions.show(ClockListing(correction)) {
                let newest = correction.newest.map { ", and the newest record was of \($0.iso8601)" } ?? ""
                try Terminal.print("It is \(correction.now.iso8601)\(newest). The next sync reads everything again.")
            }
        }
    }

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Find any record that was changed, removed, inserted or moved.",
            discussion: "Exit status 1 if there is one."
        )

        @OptionGroup var configurationOptions: ConfigurationOptions
        @OptionGroup var outputOptions: OutputOptions

        func run() async throws {
            let found = try await configurationOptions.engine().verifyLog()
            try outputOptions.show(VerificationListing(found)) {
                guard let result = found else { return try Terminal.print("Nothing was recorded yet.") }
                try Terminal.print("\(result.records) records, each as it was written.")
                if result.hasUnfinishedRecord {
                    Terminal.say("The last record was not written to its end; the next one takes its place.")
                }
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
                .number("number") { $0.number }, .text("at") { LocalTime.minute($0.at) }, .text("kind") { $0.kind },
                .text("about") { $0.about }, .text("what", rank: 2) { $0.text },
            ]
            try Listing(columns: columns, rows: rows).print(outputOptions)
        }
    }
}

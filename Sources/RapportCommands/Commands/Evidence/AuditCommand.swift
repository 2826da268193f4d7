import Directory
import Eligibility
import ArgumentParser
import AuditLog
import FoundationEssentials
import Interactions

/// `rapport audit show|verify`
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
            let configuration = try await RapportConfiguration.load(configurationOptions.path)
            guard let journal = try Journal.existing(configuration) else {
                try Terminal.print("Nothing was recorded yet.")
                return
            }
            let result = try journal.verify()
            try Terminal.print("\(result.records) records, each as it was written.")
            if result.unfinishedBytes > 0 {
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

        private struct Row: Encodable {
            let number: Int
            let at: String
            let kind: String
            /// Addresses as far as the directory knows them, keyed hashes otherwise.
            let about: String
            let text: String
        }

        func run() async throws {
            let configuration = try await RapportConfiguration.load(configurationOptions.path)
            guard let journal = try Journal.existing(configuration) else { return }
            let eligibility = try EligibilityService(configuration, journal: journal)
            let known = eligibility.directory.users.map {
                (journal.pseudonym(of: $0.mailbox.address), $0.mailbox.address.text)
            }
            let names = Dictionary(known) { first, _ in first }
            var rows: [Row] = []
            try journal.read { rows.append(Self.row($0, names)) }
            let columns: [Listing<Row>.Column] = [
                .number("number") { $0.number }, .text("at") { $0.at }, .text("kind") { $0.kind },
                .text("about") { $0.about }, .text("what") { $0.text },
            ]
            try Listing(columns: columns, rows: rows).print(outputOptions.output)
        }

        private static func row(_ record: AuditRecord, _ names: [String: String]) -> Row {
            var about: [String] = []
            var text = ""
            switch record.kind {
            case EventEntry.kind:
                if let entry = try? record.body(as: EventEntry.self) {
                    about = [entry.actor]
                    let details = [
                        entry.feature, entry.on.map { $0 ? "on" : "off" }, entry.roles?.joined(separator: ", "),
                    ]
                    text = ([entry.event.rawValue] + details.compactMap(\.self)).joined(separator: " ")
                }
            case DecisionEntry.kind:
                if let entry = try? record.body(as: DecisionEntry.self) {
                    (about, text) = ([entry.mailbox], entry.decision)
                }
            case TenantEntry.kind:
                if let entry = try? record.body(as: TenantEntry.self) { text = entry.decision }
            default:
                if let entry = try? record.body(as: RemovalEntry.self) {
                    about = entry.of
                    text =
                        if let removed = entry.removed {
                            "\(removed) interactions removed, \(entry.changed ?? 0) changed"
                        } else {
                            "begins"
                        }
                }
            }
            return Row(
                number: record.number,
                at: record.at.iso8601,
                kind: record.kind,
                about: about.map { names[$0] ?? $0 }.joined(separator: ", "),
                text: text
            )
        }
    }
}

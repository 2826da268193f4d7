import Eligibility
import ArgumentParser
import Connector
import EWS
import Interactions
import Pipeline

/// `rapport check`
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Get a token, reach the server and list the folders of every admitted mailbox; store nothing.",
        discussion: "Every step that fails says what to change. Exit status as for sync."
    )

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var outputOptions: OutputOptions

    private struct Row: Encodable {
        let mailbox: String
        let result: String
        let mailFolders: Int
        let calendars: Int
        let remedy: String?
    }

    func run() async throws {
        let configuration = try await RapportConfiguration.loadWithFacts(configurationOptions.path)
        Terminal.say("configuration: fine")
        let eligibility = try EligibilityService(configuration, journal: try Journal.existing(configuration))
        eligibility.tellProblems()
        let mailboxes = try eligibility.mailboxes.filter { try eligibility.decide($0).admission != nil }
        Terminal.say("eligibility: \(mailboxes.count) of \(eligibility.mailboxes.count) mailboxes are admitted")
        guard !mailboxes.isEmpty else {
            throw CommandFailure(.nothingEligible, "No mailbox is admitted. 'rapport eligibility' says why.")
        }
        let graph = configuration.source == .graph ? GraphCheck(configuration: configuration) : nil
        try await graph?.checkToken()
        let source = try await makeSource(configuration, for: mailboxes).source
        Terminal.say("endpoint: known")
        var rows: [Row] = []
        var failures: [SourceError] = []
        for mailbox in mailboxes {
            do {
                let streams = try await source.streams(of: mailbox)
                rows.append(
                    Row(
                        mailbox: mailbox.address.text,
                        result: "fine",
                        mailFolders: streams.count { $0.kind == .mail },
                        calendars: streams.count { $0.kind == .calendar },
                        remedy: nil
                    )
                )
            } catch let error as SourceError {
                failures.append(error)
                rows.append(
                    Row(
                        mailbox: mailbox.address.text,
                        result: error.code.rawValue,
                        mailFolders: 0,
                        calendars: 0,
                        remedy: error.message
                    )
                )
                // Asking on with a credential that was refused can lock the account.
                if error.scope == .source { break }
            }
        }
        if let row = try await checkCRM(configuration, &failures) { rows.append(row) }
        try print(rows)
        if failures.contains(where: { $0.code == .accessDenied }) { graph?.sayHowToGrant() }
        if let error = failures.first(where: { $0.scope == .source }) { throw ExitStatus(error).code }
        if let first = failures.first {
            throw (failures.count == rows.count ? ExitStatus(first) : ExitStatus.partial).code
        }
    }

    /// Asks for one page of every table.
    private func checkCRM(_ configuration: RapportConfiguration, _ failures: inout [SourceError]) async throws -> Row? {
        guard let crm = try makeCRMSource(configuration) else { return nil }
        do {
            for stream in try await crm.source.streams(of: .crm) {
                _ = try await crm.source.changes(in: stream, after: nil)
            }
            return Row(mailbox: "(CRM)", result: "fine", mailFolders: 0, calendars: 0, remedy: nil)
        } catch let error as SourceError {
            failures.append(error)
            return Row(
                mailbox: "(CRM)",
                result: error.code.rawValue,
                mailFolders: 0,
                calendars: 0,
                remedy: error.message
            )
        }
    }

    private func print(_ rows: [Row]) throws {
        let columns: [Listing<Row>.Column] = [
            .text("mailbox") { $0.mailbox }, .text("result") { $0.result },
            .number("mail folders") { $0.mailFolders }, .number("calendars") { $0.calendars },
            .text("what to do") { $0.remedy ?? "" },
        ]
        try Listing(columns: columns, rows: rows).print(outputOptions.output)
    }
}

import ArgumentParser
import Connector
import FoundationEssentials
import Interactions
import Pipeline

/// `rapport sync`
struct SyncCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Read what is new in every listed mailbox, and store it.",
        discussion: """
            A run that was stopped or killed goes on where it was. Interrupt once to finish the pages under way, twice \
            to end at once. Exit status: 0 complete, 2 some mailboxes failed, 3 no mailbox may be read, 75 stopped or \
            throttled, 77 no permission.
            """
    )

    @OptionGroup var configurationOptions: ConfigurationOptions
    @OptionGroup var outputOptions: OutputOptions
    @Option(name: .customLong("mailbox"), help: "Read only this one of the listed mailboxes; may be repeated.")
    var only: [String] = []

    func run() async throws {
        let configuration = try await RapportConfiguration.load(configurationOptions.path)
        let mailboxes = try selected(of: configuration.mailboxes)
        let report = try await SyncRun(configuration: configuration).run(mailboxes)
        try SyncListing(report).print(outputOptions.output)
        let status = ExitStatus(report)
        if let error = report.sourceError { Terminal.say("rapport: \(error)") }
        guard status == .success else { throw status.code }
    }

    private func selected(of mailboxes: [Mailbox]) throws -> [Mailbox] {
        guard !only.isEmpty else { return mailboxes }
        let wanted = Set(only.compactMap { EmailAddress($0) }.map { Mailbox(address: $0) })
        guard wanted.count == only.count, wanted.isSubset(of: mailboxes) else {
            throw CommandFailure(.usage, "--mailbox must be one of the configuration's 'mailboxes'.")
        }
        return mailboxes.filter(wanted.contains)
    }
}

extension RapportConfiguration {
    /// Loads the file with this process's environment over it.
    static func load(_ path: String) async throws -> RapportConfiguration {
        try await load(path, environment: ProcessInfo.processInfo.environment)
    }
}

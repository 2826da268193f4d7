import ArgumentParser
import Connector
import Engine
import Interactions

/// The command `rapport check`.
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

        init(_ answer: ConnectionCheck.Answer) {
            mailbox = answer.owner.mailbox?.address.text ?? "(CRM)"
            result = answer.error?.code.rawValue ?? "fine"
            mailFolders = answer.mailFolders
            calendars = answer.calendars
            remedy = answer.error?.message
        }
    }

    func run() async throws {
        let engine = try await configurationOptions.engine()
        Terminal.say("configuration: fine")
        let check = try await engine.check(problems: Terminal.warn, step: Self.say)
        try print(check.answers.map(Row.init))
        let failures = check.failures
        if failures.contains(where: { $0.code == .accessDenied }), let advice = engine.grantAdvice {
            Terminal.say("\n" + advice)
        }
        if let error = failures.first(where: { $0.scope == .source }) { throw ExitStatus(error).code }
        if let first = failures.first {
            throw (failures.count == check.answers.count ? ExitStatus(first) : ExitStatus.partial).code
        }
    }

    private static func say(_ step: ConnectionCheck.Step) {
        switch step {
        case .eligibility(let admitted, let all):
            Terminal.say("eligibility: \(admitted) of \(all) mailboxes are admitted")
        case .endpoint: Terminal.say("endpoint: known")
        case .token(let permissions):
            Terminal.say("token: fine")
            guard let permissions else { return }
            // In the best-secured tenants there is none, because Exchange itself grants access to some mailboxes only.
            let names = permissions.isEmpty ? "none" : permissions.joined(separator: ", ")
            Terminal.say("permissions in the token: \(names)")
            let excessive = permissions.filter {
                $0.hasSuffix(".ReadWrite") || $0.hasSuffix(".ReadWrite.All") || $0 == "Mail.Send"
            }
            if !excessive.isEmpty {
                Terminal.say("  Not needed, and better taken away: \(excessive.joined(separator: ", "))")
            }
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

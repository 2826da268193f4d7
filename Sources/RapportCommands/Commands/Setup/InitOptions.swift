import ArgumentParser
import Engine
import Interactions

/// What `rapport init` has to know wherever mailboxes are.
struct InitOptions: ParsableArguments {
    @Option(name: .customLong("config"), help: "The file to be made.")
    var path = "rapport.json"
    @Option(help: "A mail domain of the organisation; may be repeated. *.contoso.com is all below it.")
    var domain: [String] = []
    @Option(help: "The mail address of who enables reading and is responsible for it.")
    var administrator: String?
    @Option(help: "The address of a mailbox to begin with; may be repeated.")
    var mailbox: [String] = []
    @Option(help: "The CRM's address, such as https://contoso.crm4.dynamics.com.")
    var dataverse: String?
    @Option(help: "A CRM in a file, CSV or NDJSON; see Documentation/records.md.")
    var records: String?
    @OptionGroup var outputOptions: OutputOptions

    private struct Answer: Encodable {
        let files: [String]
        let next: [String]
    }

    /// The installation with what is given here; asks for what is missing.
    ///
    /// - Throws: `CommandFailure` of status `usage`.
    func installation(_ mail: NewInstallation.Mail, _ question: inout Question) throws -> NewInstallation {
        let domains = try question.list("--domain contoso.com", "Mail domains of the organisation", domain)
        let administrator = try question.text(
            "--administrator admin@contoso.com",
            "Mail address of who is responsible",
            administrator
        )
        let mailboxes = try question.list("--mailbox ann@contoso.com", "Addresses of mailboxes to begin with", mailbox)
        try question.finish()
        guard let responsible = EmailAddress(administrator) else {
            throw CommandFailure(.usage, "--administrator must be an SMTP address.")
        }
        let addresses = mailboxes.compactMap { EmailAddress($0) }
        guard addresses.count == mailboxes.count else {
            throw CommandFailure(.usage, "--mailbox must be an SMTP address.")
        }
        var new = NewInstallation(
            mail,
            domains: domains,
            administrator: responsible,
            mailboxes: addresses,
            path: path
        )
        new.dataverse = dataverse
        new.records = records
        return new
    }

    /// Writes the files and says what comes next.
    func write(_ new: NewInstallation) throws {
        let files = try new.write()
        for file in files.made { Terminal.say("Made '\(file)'.") }
        if let kept = files.kept { Terminal.say("Kept '\(kept)', which was there: these users count, as they are.") }
        try outputOptions.show(Answer(files: files.made, next: new.nextSteps)) {
            Terminal.say("Next:")
            for step in new.nextSteps { try Terminal.print("  \(step)") }
        }
    }
}

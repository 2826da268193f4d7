import ArgumentParser
import Engine

/// The command `rapport init ews`.
struct InitEWSCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ews",
        abstract: "Mailboxes on a server of your own, read through EWS.",
        discussion: "Documentation/exchange-setup.md says what the server needs."
    )

    enum Authentication: String, CaseIterable, ExpressibleByArgument {
        case basic, negotiate, ntlm, bearer
    }

    @Option(help: "Where EWS answers, such as https://mail.contoso.com/EWS/Exchange.asmx.")
    var server: String?
    @Option(help: "basic, negotiate, ntlm or bearer.")
    var authentication = Authentication.basic
    @Option(help: "The service account that signs in.")
    var user: String?
    @Option(help: "The file with its password, or with the token.")
    var passwordFile = "password"
    @Option(help: "Certificates of a private authority, PEM.")
    var caFile: String?
    @OptionGroup var options: InitOptions

    func run() throws {
        var question = Question()
        let server = try question.text("--server https://mail.contoso.com", "Address of EWS", server)
        let needsUser = authentication == .basic || authentication == .ntlm
        let user =
            needsUser
            ? try question.text("--user 'CONTOSO\\svc-rapport'", "The service account that signs in", user) : nil
        let mail = NewInstallation.Mail.ews(
            url: server,
            authentication: authentication.rawValue,
            user: user,
            passwordFile: authentication == .negotiate ? nil : passwordFile,
            caFile: caFile
        )
        try options.write(try options.installation(mail, &question))
    }
}

import ArgumentParser
import Engine

/// The command `rapport init graph`.
struct InitGraphCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "graph",
        abstract: "Mailboxes in Exchange Online, read through Microsoft Graph.",
        discussion: "Documentation/online-setup.md says how the application is registered."
    )

    enum Authentication: String, CaseIterable, ExpressibleByArgument {
        case secret, certificate, federated, managedIdentity
    }

    @Option(help: "The tenant in Microsoft Entra, as GUID or domain.")
    var tenantID: String?
    @Option(help: "The application's GUID.")
    var clientID: String?
    @Option(help: "secret, certificate, federated or managedIdentity.")
    var authentication = Authentication.secret
    @Option(help: "The file with the secret, the certificate or the token.")
    var proofFile: String?
    @Option(help: "The geography code of the tenant's mailboxes: EUR, NAM, APC or another.")
    var location: String?
    @OptionGroup var options: InitOptions

    func run() throws {
        var question = Question()
        let isMachine = authentication == .managedIdentity
        let mail = NewInstallation.Mail.graph(
            tenantID: try question.text(
                "--tenant-id contoso.onmicrosoft.com",
                "Tenant in Microsoft Entra, as GUID or domain",
                tenantID
            ),
            clientID: try question.text("--client-id GUID", "The application's GUID", clientID),
            authentication: authentication.rawValue,
            proofFile: isMachine ? nil : proofFile ?? (authentication == .certificate ? "application.pem" : "secret"),
            location: try question.text("--location EUR", "Geography code of the mailboxes (EUR, NAM, APC)", location)
        )
        try options.write(try options.installation(mail, &question))
    }
}

import EWS

extension SettingTable {
    static let exchange = [
        Setting(
            "ews.url",
            .text("an address such as https://mail.example.com/EWS/Exchange.asmx"),
            "Where the server answers EWS. Without it, Autodiscover is asked in each run."
        ),
        Setting(
            "ews.autodiscover.server",
            .text("a host such as mail.example.com"),
            "The server that Autodiscover asks first."
        ),
        Setting(
            "ews.autodiscover.confirmedHosts",
            .list("of hosts"),
            "Hosts to which Autodiscover's answers may lead, and which may get the credential."
        ),
        Setting(
            "ews.authentication",
            .choice(SignIn.Authentication.self, default: .basic),
            "How to sign in; exchange-setup.md says what each needs."
        ),
        Setting(
            "ews.user",
            .text("a name such as CONTOSO\\svc-rapport"),
            "Who signs in, with basic and ntlm."
        ),
        Setting("ews.password", .secret, "The password to sign in with."),
        Setting(
            "ews.passwordFile",
            .path(.secretFile),
            "A file with one line, the password."
        ),
        Setting("ews.token", .secret, "The token to sign in with, for bearer."),
        Setting(
            "ews.tokenFile",
            .path(.secretFile),
            "A file with one line, the token."
        ),
        Setting(
            "ews.access",
            .choice(EWSClient.Access.self, default: .impersonation),
            "Whether the account impersonates the owners of mailboxes or reads by its own permissions on folders."
        ),
        Setting(
            "ews.caFile",
            .path(.file),
            "Certificates of a private authority, PEM, that vouch for the server. Without it, the system's do."
        ),
        Setting(
            "ews.archive",
            .flag(default: true),
            "Whether archive mailboxes are read too."
        ),
        Setting(
            "ews.excludedFolders",
            .list("of well-known folders out of " + SettingKind.names(DistinguishedFolder.self)),
            "Folders that are left out with all below them. Without it: "
                + excluded(EWSSource.Configuration().excludedFolders.map(\.rawValue)) + "."
        ),
        Setting(
            "ews.largestBatch",
            .number(1...500, default: EWSSource.Configuration().largestBatch),
            "How many items are asked for at once at most."
        ),
    ]

    static func excluded(_ names: [String]) -> String { names.sorted().joined(separator: ", ") }
}

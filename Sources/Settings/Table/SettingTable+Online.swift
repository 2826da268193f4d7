import AccessTokens
import MicrosoftGraph

extension SettingTable {
    static let online = application + signIn + graph + dataverse

    private static let application = [
        Setting(
            "application.cloud",
            .choice(Cloud.self, default: .worldwide),
            "Which of Microsoft's clouds; decides the hosts of login and Graph."
        ),
        Setting(
            "application.login",
            .text("an https address such as https://login.microsoftonline.com"),
            "Where tokens come from. Without it, the cloud's."
        ),
        Setting(
            "application.tenantID",
            .text("a GUID or a domain of the tenant"),
            "The tenant in Microsoft Entra."
        ),
        Setting(
            "application.clientID",
            .text("the application's GUID"),
            "The application's registration in Microsoft Entra."
        ),
        Setting(
            "application.authentication",
            .choice(ApplicationSettings.Authentication.self, default: .secret),
            "How the application proves who it is; online-setup.md says what each needs."
        ),
        Setting("application.secret", .secret, "The client secret's value."),
        Setting(
            "application.secretFile",
            .path(.secretFile),
            "A file with one line, the client secret's value."
        ),
        Setting(
            "application.certificateFile",
            .path(.secretFile),
            "One PEM file with the certificate and its unencrypted RSA key."
        ),
        Setting(
            "application.federatedTokenFile",
            .path(.file),
            "A token that a platform writes and renews. Without it, AZURE_FEDERATED_TOKEN_FILE names the file."
        ),
        Setting(
            "application.caFile",
            .path(.file),
            """
            Certificates of a private authority, PEM, that vouch for login, Graph and Dataverse. Without it, the system's do.
            """
        ),
    ]

    private static let signIn = [
        Setting(
            "signIn.clientID",
            .text("the application's GUID"),
            "The registration with which people sign in to the console. Without it, they sign in with one-time links."
        ),
        Setting(
            "signIn.tenantID",
            .text("a GUID or a domain of the tenant"),
            "Whose people sign in. Without it, application.tenantID."
        ),
        Setting(
            "signIn.login",
            .text("an https address such as https://login.microsoftonline.com"),
            "Where people sign in. Without it, where tokens come from."
        ),
        Setting(
            "signIn.authentication",
            .choice(
                ApplicationSettings.Authentication.allCases.filter { $0 != .managedIdentity }.map(\.rawValue),
                default: ApplicationSettings.Authentication.secret.rawValue
            ),
            "How this application proves who it is."
        ),
        Setting("signIn.secret", .secret, "The client secret's value."),
        Setting(
            "signIn.secretFile",
            .path(.secretFile),
            "A file with one line, the client secret's value."
        ),
        Setting(
            "signIn.certificateFile",
            .path(.secretFile),
            "One PEM file with the certificate and its unencrypted RSA key."
        ),
        Setting(
            "signIn.federatedTokenFile",
            .path(.file),
            "A token that a platform writes and renews. Without it, AZURE_FEDERATED_TOKEN_FILE names the file."
        ),
        Setting(
            "signIn.caFile",
            .path(.file),
            "Certificates of a private authority, PEM, that vouch for the login. Without it, application.caFile."
        ),
        Setting(
            "signIn.role",
            .text("the value of an application role"),
            "An application role that people must have in Microsoft Entra to come in. Without it, every user of the directory."
        ),
    ]

    private static let graph = [
        Setting(
            "graph.url",
            .text("an https address such as https://graph.microsoft.com/v1.0"),
            "Where Microsoft Graph answers. Without it, the cloud's."
        ),
        Setting(
            "graph.permission",
            .choice(GraphSource.Configuration.Permission.self, default: GraphSource.Configuration().permission),
            "With read (Mail.Read), private mail and reports are known as such in Sent Items too; readBasic is enough else."
        ),
        Setting(
            "graph.calendars",
            .flag(default: true),
            "Whether calendars are read; false where there is no permission for them."
        ),
        Setting(
            "graph.excludedFolders",
            .list("of well-known folders out of " + SettingKind.names(WellKnownFolder.self)),
            "Folders that are left out with all below them. Without it: "
                + excluded(GraphSource.Configuration().excludedFolders.map(\.rawValue)) + "."
        ),
        Setting(
            "graph.fullReadingDays",
            .number(1...3_660, default: GraphSource.Configuration().fullReadingDays),
            "After so many days a mail folder is read from its start again, because the service has lost changes before."
        ),
        Setting(
            "graph.pageSize",
            .number(1...1_000, default: 200),
            "Items of one page."
        ),
        Setting(
            "graph.requestsAtOnce",
            .number(1...4, default: RequestBudget.Limits().concurrent),
            "Requests to one mailbox at the same time; the service allows 4."
        ),
        Setting(
            "graph.requestsInTenMinutes",
            .number(1...10_000, default: RequestBudget.Limits().requests),
            "Requests to one mailbox within ten minutes; the service allows 10,000."
        ),
    ]

    private static let dataverse = [
        Setting(
            "dataverse.url",
            .text("an https address such as https://contoso.crm4.dynamics.com"),
            "The CRM's environment. Without it, there is no Dataverse."
        ),
        Setting(
            "dataverse.pageSize",
            .number(1...5_000, default: 500),
            "Rows of one page."
        ),
        Setting(
            "dataverse.publishTable",
            .text("the logical name of a table of your own such as rapport_relationship"),
            "Where 'rapport publish dataverse' writes scores; publishing.md says what it needs. Without it, nothing is."
        ),
    ]
}

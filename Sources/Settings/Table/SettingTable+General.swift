import Connector
import Normalization
import Pipeline

extension SettingTable {
    static let general = [
        Setting(
            "tenant",
            .text("a text"),
            isRequired: true,
            "The organisation's name in the data. It is part of every identifier, so it never changes."
        ),
        Setting(
            "internalDomains",
            .list("of domains such as contoso.com or *.contoso.com"),
            isRequired: true,
            "The mail domains of the organisation itself; everybody else is outside. *.contoso.com is every domain below it."
        ),
        Setting(
            "plusAddresses",
            .flag(default: true),
            """
            Whether name+anything@contoso.com is an address of name@contoso.com, in the internal domains; a user of the \
            directory who has it as his own stays himself.
            """
        ),
        Setting(
            "source",
            .choice(RapportSettings.MailSource.self, default: .ews),
            """
            Where mailboxes are read: EWS of a server, Microsoft Graph, or both in one run. With hybrid, those that a rule \
            under hybrid names are read where it says, else those whose location is onPremises through EWS, and all others \
            through Graph.
            """
        ),
        Setting(
            "directory",
            .path(.file),
            """
            The users of the organisation, as CSV or JSON: eligibility.md says what its columns mean. It must be given \
            unless eligibility.askFor names users.
            """
        ),
        Setting(
            "records",
            .path(.file),
            "A CRM that is not Dataverse, as CSV or NDJSON: records.md says what its columns mean."
        ),
        Setting(
            "mailboxes",
            .list("of SMTP addresses, none of them twice"),
            "Only these of the users are read. Without it, everybody who is admitted is."
        ),
        Setting(
            "dataDirectory",
            .path(.folder, default: "rapport-data"),
            "Key, log and store. It is made with mode 0700."
        ),
        Setting(
            "subject",
            .choice(Normalizer.SubjectPolicy.self, default: .none),
            "What is kept of subjects: nothing, a hash by which equal ones are found, or the text."
        ),
        Setting(
            "user",
            .text("an SMTP address"),
            "Who works with the commands here: whose records --mine means."
        ),
        Setting(
            "retentionDays",
            .number(1...36_600, default: 366),
            "How long interactions are kept."
        ),
    ]

    static let sync = [
        Setting(
            "sync.every",
            .span(.seconds(10)...(.seconds(7 * 86_400)), default: ScheduleSettings().every),
            "From the beginning of one reading of a mailbox, or of the CRM, to that of the next, where readings are scheduled."
        ),
        Setting(
            "sync.factsEvery",
            .span(.seconds(10)...(.seconds(7 * 86_400)), default: ScheduleSettings().factsEvery),
            "From one question about facts (users, roles, licences) to the next, where readings are scheduled."
        ),
        Setting(
            "sync.deletedMail",
            .choice(DeletedMail.self, default: SyncRun.Configuration().deletedMail),
            "Whether mail that is deleted in its mailbox goes here too, or stays until its retention ends."
        ),
        Setting(
            "sync.mailboxesAtOnce",
            .number(1...64, default: SyncRun.Configuration().mailboxes),
            "How many mailboxes are read at the same time."
        ),
        Setting(
            "sync.foldersAtOnce",
            .number(1...8, default: SyncRun.Configuration().streamsPerMailbox),
            "How many folders of one mailbox are read at the same time."
        ),
        Setting(
            "sync.stormMailboxes",
            .number(1...10_000, default: SyncRun.Configuration().stormMailboxes),
            "When so many mailboxes are throttled within a minute, all of them wait."
        ),
    ]

    static let serve = [
        Setting(
            "serve.listen",
            .text(
                "an address and a port such as 127.0.0.1:8421, or a path such as unix:/run/rapport/http",
                default: ServeSettings().listen.description
            ),
            "Where pages, API and metrics are served."
        ),
        Setting(
            "console.origin",
            .text("an address without a path, such as https://rapport.example.com"),
            "Under which address people reach the pages. Without it, only names of this machine itself are answered."
        ),
        Setting(
            "console.clientsFile",
            .path(.secretFile),
            "Which servers may ask for widgets' tokens: a line each, of an id, a secret of at least 24 characters, and the "
                + "origins that may embed."
        ),
        Setting(
            "console.sight",
            .choice(ConsoleSettings.SightRule.self, default: ConsoleSettings().sight),
            "Which records sellers see: those of the own and of the own teams, or those that Dataverse shows them itself."
        ),
        Setting(
            "console.requestsPerMinute",
            .number(10...1_000_000, default: ConsoleSettings().requestsPerMinute),
            "How many requests of one visitor are answered in a minute; all who are not signed in are one."
        ),
    ]

    private static let places = SettingKind.list("of mailboxes, as addresses or domains such as *.contoso.com")

    static let hybrid = [
        Setting(
            "hybrid.ews",
            places,
            """
            With source hybrid: these are read through EWS, whatever their location says. An address says more than a \
            domain.
            """
        ),
        Setting(
            "hybrid.graph",
            places,
            "With source hybrid: these are read through Graph, whatever their location says."
        ),
    ]

    static let calendar = [
        Setting(
            "calendar.daysBack",
            .number(0...3_660, default: 366),
            formerly: ["ews.calendarDaysBack", "graph.calendarDaysBack"],
            "From how many days before today meetings are read, from every source; what was read before stays."
        ),
        Setting(
            "calendar.daysAhead",
            .number(0...3_660, default: 366),
            formerly: ["ews.calendarDaysAhead", "graph.calendarDaysAhead"],
            "Up to how many days after today meetings are read, from every source."
        ),
    ]
}

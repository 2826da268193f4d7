import Dataverse
import EWS
import Eligibility
import FoundationEssentials
package import Interactions
import MicrosoftGraph
package import Normalization
package import Pipeline

/// Everything an administrator can set, checked; the keys are those of `config.example.json`.
package struct RapportSettings: Sendable {
    /// When the file was written last: what it states was observed then.
    package private(set) var modifiedAt = Timestamp(microseconds: 0)
    package var tenant: String
    package var internalDomains: InternalDomains
    package var dataDirectory: String
    /// Only these of the directory's users are read; nil reads everybody who is admitted.
    package var mailboxes: [Mailbox]?
    package var eligibility: EligibilitySettings
    package var subject: Normalizer.SubjectPolicy
    package var plan: SyncRun.Configuration
    package var retention: Retention
    package var source: MailSource
    package var exchange: ExchangeSettings
    package var application: ApplicationSettings
    package var graph: GraphSettings
    package var dataverse: DataverseSettings
    package var scoring: ScoringSettings
    package var introductions: IntroductionSettings
    package var schedule: ScheduleSettings
    package var serve: ServeSettings

    /// Which service the mailboxes are read from.
    package enum MailSource: String, Sendable, CaseIterable {
        case ews, graph
        /// Mailboxes whose location is `onPremises` through EWS from the organisation's own server, all others through
        /// Graph.
        case hybrid
    }

    /// - Parameter environment: variables with the prefix `RAPPORT_` win over the file.
    /// - Throws: `SettingsError` that names the setting.
    package static func load(_ path: String, environment: [String: String]) async throws -> RapportSettings {
        let file = try await SettingsFile(path: path, environment: environment)
        let settings = SettingsReader(file.reader, audit: file.audit, place: file.place)
        // A misspelt key is the better explanation of a missing one, so it is looked for first.
        let result = Result { try RapportSettings(settings) }
        try file.finish()
        var configuration = try result.get()
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        if let date = attributes?[.modificationDate] as? Date {
            configuration.modifiedAt = Timestamp(microseconds: Int64(date.timeIntervalSince1970 * 1_000_000))
            configuration.eligibility.rules.statedAt = configuration.modifiedAt
        }
        return configuration
    }

    private init(_ settings: SettingsReader) throws {
        source = settings.choice("source", default: .ews)
        exchange = ExchangeSettings(settings.scoped(to: "ews"))
        application = ApplicationSettings(settings.scoped(to: "application"))
        graph = GraphSettings(settings.scoped(to: "graph"), cloud: application.cloud)
        dataverse = DataverseSettings(settings.scoped(to: "dataverse"))
        scoring = ScoringSettings(settings.scoped(to: "scoring"))
        introductions = IntroductionSettings(settings.scoped(to: "introductions"))
        plan = SyncRun.Configuration(settings)
        schedule = ScheduleSettings(settings.scoped(to: "sync"))
        serve = ServeSettings(settings.scoped(to: "serve"))
        retention = Retention(days: settings.number("retentionDays", default: 366, in: 1...36_600))
        eligibility = EligibilitySettings(settings)
        subject = settings.choice("subject", default: .none)
        let domains = settings.texts("internalDomains")
        let addresses = settings.texts("mailboxes")
        let directory = settings.path("dataDirectory") ?? settings.path(default: "rapport-data")
        tenant = try settings.required("tenant")
        guard let domains, !domains.isEmpty, let internalDomains = InternalDomains(domains) else {
            throw settings.failure("internalDomains", "a list of domains such as \"contoso.com\" or \"*.contoso.com\"")
        }
        self.internalDomains = internalDomains
        dataDirectory = directory
        mailboxes = try addresses?.enumerated().map { index, text in
            guard let address = EmailAddress(text) else {
                throw settings.failure("mailboxes", "a list of SMTP addresses; entry \(index + 1) is none")
            }
            return Mailbox(address: address)
        }
        guard mailboxes?.isEmpty != true else {
            throw settings.failure(
                "mailboxes",
                "a list of SMTP addresses that is not empty; without it, everybody counts"
            )
        }
        guard Set(mailboxes ?? []).count == mailboxes?.count ?? 0 else {
            throw settings.failure("mailboxes", "a list without doubles")
        }
        guard !eligibility.directoryFile.isEmpty else {
            throw settings.failure("directory", "the path of a CSV or JSON file of users, and must be given")
        }
        eligibility.rules.readsOwnServer = source != .graph && exchange.endpoint.isOwnServer
        eligibility.rules.listed = mailboxes.map { Set($0.map(\.address)) }
        if subject != .none {
            exchange.source.subject = .read
            graph.source.subject = .read
            dataverse.source.subject = .read
        }
    }
}

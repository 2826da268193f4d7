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
    /// In which of them somebody has all addresses that only a plus sign and what follows tell from his own.
    package var plusAddressing = PlusAddressing.none
    package var dataDirectory: String
    /// Only these of the directory's users are read; nil reads everybody who is admitted.
    package var mailboxes: [Mailbox]?
    package var eligibility: EligibilitySettings
    package var subject: Normalizer.SubjectPolicy
    package var plan: SyncRun.Configuration
    package var retention: Retention
    package var source: MailSource
    package var hybrid: HybridSettings
    package var exchange: ExchangeSettings
    package var application: ApplicationSettings
    package var graph: GraphSettings
    package var dataverse: DataverseSettings
    /// A CRM in a file, in place of Dataverse.
    package var records: SettingPath?
    package var scoring: ScoringSettings
    /// Who asks, where the commands are one person's: whose records are "mine".
    package var user: EmailAddress?
    package var introductions: IntroductionSettings
    package var schedule: ScheduleSettings
    package var serve: ServeSettings
    package var console: ConsoleSettings
    package var signIn: SignInSettings

    /// Which service the mailboxes are read from.
    package enum MailSource: String, Sendable, CaseIterable {
        case ews, graph
        /// Mailboxes whose location is `onPremises` through EWS from the organisation's own server, all others through
        /// Graph.
        case hybrid
    }

    /// - Parameter environment: variables with the prefix `RAPPORT_` win over the file.
    /// - Throws: `SettingsError` with every mistake.
    package static func load(
        _ path: String,
        environment: [String: String]
    ) async throws(SettingsError) -> RapportSettings {
        let file = try SettingsFile(path: path, environment: environment)
        let read = RapportSettings(SettingsReader(file))
        try file.finish()
        guard var settings = read else { throw SettingsError("'\(path)' cannot be used.") }
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        if let date = attributes?[.modificationDate] as? Date {
            settings.modifiedAt = Timestamp(microseconds: Int64(date.timeIntervalSince1970 * 1_000_000))
            settings.eligibility.rules.statedAt = settings.modifiedAt
        }
        return settings
    }

    /// Nil if something is missing without which there is nothing; it has been noted then.
    init?(_ settings: SettingsReader) {
        let calendar = settings.scoped(to: "calendar")
        source = settings.choice("source")
        let onlyGraph = settings.scoped(to: "graph").isAnythingGiven && !settings.scoped(to: "ews").isAnythingGiven
        if onlyGraph, !settings.isGiven("source") {
            settings.refuse("source", "graph, or ews with its settings, because without it 'graph' is not read")
        }
        hybrid = HybridSettings(settings.scoped(to: "hybrid"))
        exchange = ExchangeSettings(settings.scoped(to: "ews"), calendar: calendar)
        application = ApplicationSettings(settings.scoped(to: "application"))
        graph = GraphSettings(settings.scoped(to: "graph"), calendar: calendar, cloud: application.cloud)
        dataverse = DataverseSettings(settings.scoped(to: "dataverse"))
        records = settings.path("records")
        if records != nil, dataverse.root != nil {
            settings.refuse("records", "given without 'dataverse.url', because there is one CRM")
        }
        scoring = ScoringSettings(settings.scoped(to: "scoring"))
        if let text = settings.text("user") {
            user = EmailAddress(text)
            if user == nil { settings.refuse("user") }
        }
        introductions = IntroductionSettings(settings.scoped(to: "introductions"))
        plan = SyncRun.Configuration(settings)
        schedule = ScheduleSettings(settings.scoped(to: "sync"))
        serve = ServeSettings(settings.scoped(to: "serve"))
        console = ConsoleSettings(settings.scoped(to: "console"))
        if console.sight == .dataverse, !settings.isGiven("dataverse.url") {
            settings.refuse("console.sight", "owner without 'dataverse.url'")
        }
        signIn = SignInSettings(settings.scoped(to: "signIn"), application)
        if signIn.isOn, !console.protectsCookies {
            settings.refuse("console.origin", "the https address at which people come back from signing in")
        }
        retention = Retention(days: settings.number("retentionDays"))
        eligibility = EligibilitySettings(settings)
        subject = settings.choice("subject")
        dataDirectory = settings.path("dataDirectory")?.path ?? ""
        mailboxes = settings.elements("mailboxes") { EmailAddress($0) }?.map { Mailbox(address: $0) }
        if let mailboxes {
            if mailboxes.isEmpty {
                settings.refuse("mailboxes", "a list of SMTP addresses that is not empty; without it, everybody counts")
            }
            if Set(mailboxes).count < mailboxes.count { settings.refuse("mailboxes") }
        }
        let tenant = settings.text("tenant")
        let domains = settings.elements("internalDomains") { InternalDomains([$0]) == nil ? nil : $0 }
        let hasPlusAddresses = settings.flag("plusAddresses")
        if domains?.isEmpty == true { settings.refuse("internalDomains") }
        guard let tenant, let internalDomains = domains.flatMap({ InternalDomains($0) }) else { return nil }
        self.tenant = tenant
        self.internalDomains = internalDomains
        plusAddressing = PlusAddressing(domains: hasPlusAddresses ? internalDomains.domains : nil)
        eligibility.rules.readsOwnServer = source != .graph && exchange.endpoint.isOwnServer
        eligibility.rules.listed = mailboxes.map { Set($0.map(\.address)) }
        if subject != .none {
            exchange.source.subject = .read
            graph.source.subject = .read
            dataverse.source.subject = .read
        }
    }
}

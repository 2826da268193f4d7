import ExchangeSimulator
import FoundationEssentials

/// A configuration for rapport with which every mailbox of people may be read: what differs from its defaults.
struct RapportConfiguration: Encodable {
    struct Exchange: Encodable {
        let url: String
        let authentication = "basic"
        let user: String
        let passwordFile: String
        let access = "impersonation"
        let caFile: String?
    }

    /// By which the same mailboxes are read through Graph, with the setting `source`.
    struct Application: Encodable {
        let login: String
        let tenantID: String
        let clientID: String
        let secretFile: String
        let caFile: String?
    }

    struct Graph: Encodable {
        let url: String
        let permission = "read"
    }

    struct Dataverse: Encodable {
        let url: String
    }

    struct Eligibility: Encodable {
        let licenses = ["DYN365_SALES_PREMIUM"]
    }

    /// Everything that an administrator has to do before the first sync, done a day ago.
    struct LifeCycle: Encodable {
        let premiumFeatures: String
        let enabled: String
        let roles = [UserList.salesRole]
        let consent: String
        let administrator: String
        let consentBy: String
    }

    let tenant: String
    let internalDomains: [String]
    let dataDirectory: String
    /// The file of users.
    let directory: String
    let mailboxes: [String]
    let eligibility = Eligibility()
    let lifeCycle: LifeCycle
    let ews: Exchange
    /// Only over TLS: a token is never sent without.
    let application: Application?
    let graph: Graph?
    let dataverse: Dataverse?

    /// - Parameters:
    ///   - administrator: who enabled and consented.
    ///   - directory: where all files are.
    init(
        _ state: TenantState,
        ews: Exchange,
        application: Application?,
        graph: Graph?,
        dataverse: Dataverse?,
        administrator: String,
        directory: String
    ) {
        tenant = state.id
        internalDomains = state.domains
        dataDirectory = directory + "/data"
        self.directory = directory + "/users.json"
        mailboxes = state.directory.users.filter { $0.kind == .user && !$0.mayImpersonate }.map(\.address)
        let yesterday = Date().addingTimeInterval(-86_400)
        lifeCycle = LifeCycle(
            premiumFeatures: yesterday.formatted(.iso8601),
            enabled: yesterday.addingTimeInterval(60).formatted(.iso8601),
            consent: yesterday.addingTimeInterval(120).formatted(.iso8601),
            administrator: administrator,
            consentBy: administrator
        )
        self.ews = ews
        self.application = application
        self.graph = graph
        self.dataverse = dataverse
    }
}

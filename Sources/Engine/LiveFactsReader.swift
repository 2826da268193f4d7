import Connector
import Dataverse
import Directory
import Eligibility
import Interactions
import MicrosoftGraph
import OData
import Settings

/// Asks services for the facts that the settings name.
struct LiveFactsReader {
    let engine: Engine

    private var settings: EligibilitySettings { engine.settings.eligibility }

    /// Nil if no service is to be asked.
    ///
    /// - Parameter now: when the facts are observed.
    /// - Throws: `EngineError`, or `SourceError`: what cannot be asked is not replaced by what a file says.
    func facts(at now: Timestamp) async throws -> LiveFacts? {
        guard !settings.asked.isEmpty else { return nil }
        var live = LiveFacts(observedAt: now)
        let asksUsers = settings.asked.contains(.users)
        var accounts: [TenantReader.User] = []
        if settings.asked != [.roles] {
            accounts = try await engine.heedingPauses(of: GraphSource.name) { try await askGraph(&live) }
        }
        if settings.asked.contains(.roles) || asksUsers && engine.settings.dataverse.root != nil {
            guard let client = try engine.dataverseClient() else {
                throw EngineError(
                    .badSettings,
                    "'eligibility.askFor' names roles, so 'dataverse.url' must be given."
                )
            }
            let members = try await engine.heedingPauses(of: DataverseSource.name) {
                try await RoleReader(client: client).users()
            }
            live.roles = Self.roles(members)
            if asksUsers { live.users = try Self.users(accounts, members) }
        } else if asksUsers {
            live.users = try Self.users(accounts, nil)
        }
        return live
    }

    /// What is known while no service can be asked: nothing of all that they would be asked for.
    func nothing(at now: Timestamp) -> LiveFacts {
        var live = LiveFacts(observedAt: now)
        live.unknown = Set(settings.asked.compactMap(LiveFacts.Part.init))
        if settings.asked.contains(.users) {
            live.unknown.insert(.accounts)
            if engine.settings.dataverse.root != nil { live.unknown.insert(.roles) }
        }
        return live
    }

    /// - Returns: the accounts, if they or the users are asked for.
    private func askGraph(_ live: inout LiveFacts) async throws -> [TenantReader.User] {
        let tenant = TenantReader(client: try engine.graphClient())
        if settings.asked.contains(.licenses) { live.licenses = try await tenant.licenses() }
        var accounts: [TenantReader.User] = []
        if settings.asked.contains(.accounts) || settings.asked.contains(.users) {
            accounts = try await tenant.users()
            live.accounts = Self.accounts(accounts)
        }
        guard settings.asked.contains(.groups) else { return accounts }
        var members: [EmailAddress: Set<String>] = [:]
        for group in settings.rules.excludedGroups.sorted() {
            for address in try await tenant.members(ofGroup: group) { members[address, default: []].insert(group) }
        }
        live.groups = LiveFacts.Groups(asked: settings.rules.excludedGroups, members: members)
        return accounts
    }

    /// What the mailboxes are for; of those that are not asked about, what the file says.
    ///
    /// - Parameter mailboxes: only those that no other gate refuses: who is refused is not contacted, not even for
    ///   this.
    /// - Throws: `EngineError`, or `SourceError`.
    func kinds(of mailboxes: [Mailbox], file: UserDirectory) async throws -> [EmailAddress: Account.Kind] {
        let asked = Set(mailboxes)
        var kinds: [EmailAddress: Account.Kind] = [:]
        for user in file.users where !asked.contains(user.mailbox) {
            kinds[user.mailbox.address] = user.account.value?.kind
        }
        guard !mailboxes.isEmpty else { return kinds }
        let tenant = TenantReader(client: try engine.graphClient())
        let purposes = try await engine.heedingPauses(of: GraphSource.name) {
            try await tenant.purposes(of: mailboxes)
        }
        for (mailbox, purpose) in purposes {
            kinds[mailbox.address] = Account.Kind(purpose)
        }
        return kinds
    }

    /// The CRM's users with their accounts; without a CRM, everybody of the tenant who has a mailbox and is no guest.
    ///
    /// - Throws: `SourceError` if a list is empty, which is no tenant that we could ask.
    static func users(_ accounts: [TenantReader.User], _ members: [RoleReader.User]?) throws -> [ServiceUser] {
        guard !accounts.isEmpty, members?.isEmpty != true else { throw SourceError.nobody }
        guard let members else {
            return accounts.filter { !$0.isGuest }.compactMap { account in
                account.mailbox.map { ServiceUser(address: $0, aliases: account.aliases, account: facts(account)) }
            }
        }
        var known: [EmailAddress: TenantReader.User] = [:]
        for account in accounts {
            for address in account.addresses where known[address] == nil { known[address] = account }
        }
        var users: [EmailAddress: ServiceUser] = [:]
        for member in members where !member.isDisabled {
            guard let first = member.addresses.first else { continue }
            let account = member.addresses.lazy.compactMap { known[$0] }.first
            let address = account?.mailbox ?? first
            let aliases = account?.aliases ?? Set(member.addresses.map { .smtp($0) })
            users[address] = ServiceUser(address: address, aliases: aliases, account: account.map(facts))
        }
        return users.values.sorted { $0.address < $1.address }
    }

    private static func accounts(_ users: [TenantReader.User]) -> [EmailAddress: LiveFacts.User] {
        var accounts: [EmailAddress: LiveFacts.User] = [:]
        for user in users {
            let facts = facts(user)
            for address in user.addresses { accounts[address] = facts }
        }
        return accounts
    }

    private static func facts(_ user: TenantReader.User) -> LiveFacts.User {
        var facts = LiveFacts.User()
        facts.objectID = user.objectID
        facts.isEnabled = user.isEnabled
        facts.isGuest = user.isGuest
        facts.locationCode = user.preferredDataLocation
        facts.aliases = user.aliases
        return facts
    }

    /// A disabled user of the CRM has no role there.
    private static func roles(_ users: [RoleReader.User]) -> [EmailAddress: Set<RoleAssignment>] {
        var roles: [EmailAddress: Set<RoleAssignment>] = [:]
        for user in users where !user.isDisabled {
            var held = Set(user.roles.map { RoleAssignment(role: SecurityRole($0), path: .direct) })
            for (team, own) in user.teamRoles {
                held.formUnion(own.map { RoleAssignment(role: SecurityRole($0), path: .team(team)) })
            }
            for team in user.unknownTeams {
                held.insert(RoleAssignment(role: SecurityRole(name: nil), path: .team(team)))
            }
            for address in user.addresses { roles[address, default: []].formUnion(held) }
        }
        return roles
    }
}

extension SecurityRole {
    fileprivate init(_ role: RoleReader.Role) {
        self.init(name: role.name, id: role.id, rootID: role.rootID)
    }
}

extension LiveFacts.Part {
    /// Nil for users, who are told by their accounts and roles.
    fileprivate init?(_ fact: EligibilitySettings.AskedFact) {
        switch fact {
        case .users: return nil
        case .licenses: self = .licenses
        case .accounts: self = .accounts
        case .mailboxKinds: self = .kinds
        case .groups: self = .groups
        case .roles: self = .roles
        }
    }
}

extension Account.Kind {
    /// Nil for what says nothing.
    fileprivate init?(_ purpose: MailboxPurpose) {
        switch purpose {
        // A linked mailbox is that of a person whose account is in another forest.
        case .user, .linked: self = .user
        case .shared: self = .shared
        case .room: self = .room
        case .equipment: self = .equipment
        case .others: return nil
        }
    }
}

extension SourceError {
    fileprivate static let nobody = SourceError(
        .badAnswer,
        scope: .source,
        retry: .now,
        message: "A service names no user at all, which cannot be; nothing is concluded from that."
    )
}

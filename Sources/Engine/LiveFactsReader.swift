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
        if settings.asked != [.roles] { try await askGraph(&live) }
        if settings.asked.contains(.roles) {
            guard let client = try engine.dataverseClient() else {
                throw EngineError(
                    .badSettings,
                    "'eligibility.askFor' names roles, so 'dataverse.url' must be given."
                )
            }
            live.roles = Self.roles(try await RoleReader(client: client).users())
        }
        return live
    }

    /// What is known while no service can be asked: nothing of all that they would be asked for.
    func nothing(at now: Timestamp) -> LiveFacts {
        var live = LiveFacts(observedAt: now)
        live.unknown = Set(settings.asked.map(LiveFacts.Part.init))
        return live
    }

    private func askGraph(_ live: inout LiveFacts) async throws {
        let tenant = TenantReader(client: try engine.graphClient())
        if settings.asked.contains(.licenses) { live.licenses = try await tenant.licenses() }
        if settings.asked.contains(.accounts) { live.accounts = Self.accounts(try await tenant.users()) }
        guard settings.asked.contains(.groups) else { return }
        var members: [EmailAddress: Set<String>] = [:]
        for group in settings.rules.excludedGroups.sorted() {
            for address in try await tenant.members(ofGroup: group) { members[address, default: []].insert(group) }
        }
        live.groups = LiveFacts.Groups(asked: settings.rules.excludedGroups, members: members)
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
        for (mailbox, purpose) in try await tenant.purposes(of: mailboxes) {
            kinds[mailbox.address] = Account.Kind(purpose)
        }
        return kinds
    }

    private static func accounts(_ users: [TenantReader.User]) -> [EmailAddress: LiveFacts.User] {
        var accounts: [EmailAddress: LiveFacts.User] = [:]
        for user in users {
            var facts = LiveFacts.User()
            facts.isEnabled = user.isEnabled
            facts.isGuest = user.isGuest
            facts.locationCode = user.preferredDataLocation
            for address in user.addresses { accounts[address] = facts }
        }
        return accounts
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
    fileprivate init(_ fact: EligibilitySettings.AskedFact) {
        self =
            switch fact {
            case .licenses: .licenses
            case .accounts: .accounts
            case .mailboxKinds: .kinds
            case .groups: .groups
            case .roles: .roles
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

import Connector
import Dataverse
import Directory
import Eligibility
import FoundationEssentials
import Interactions
import MicrosoftGraph
import OData

extension RapportConfiguration {
    /// Loads the file with this process's environment over it, and asks services for the facts that it says.
    ///
    /// - Throws: `CommandFailure`, or `SourceError`: what cannot be asked is not replaced by what a file says.
    static func loadWithFacts(_ path: String) async throws -> RapportConfiguration {
        var configuration = try await load(path)
        try await configuration.askForFacts()
        return configuration
    }

    mutating func askForFacts(at now: Timestamp = .now) async throws {
        let asked = eligibility.asked
        guard !asked.isEmpty else { return }
        var live = LiveFacts(observedAt: now)
        if asked != [.roles] { try await askGraph(&live) }
        if asked.contains(.roles) {
            guard let client = try makeDataverseClient(self) else {
                throw CommandFailure(
                    .badConfiguration,
                    "'eligibility.askFor' names roles, so 'dataverse.url' must be given."
                )
            }
            live.roles = Self.roles(try await RoleReader(client: client).users())
        }
        self.live = live
    }

    private func askGraph(_ live: inout LiveFacts) async throws {
        let asked = eligibility.asked
        let tenant = TenantReader(client: try makeGraphClient(self))
        if asked.contains(.licenses) { live.licenses = try await tenant.licenses() }
        if asked.contains(.accounts) { live.accounts = Self.accounts(try await tenant.users()) }
        if asked.contains(.mailboxKinds) {
            let listed = try UserDirectory(path: eligibility.directoryFile).users.map(\.mailbox)
            let purposes = try await tenant.purposes(of: listed)
            live.kinds = Dictionary(
                uniqueKeysWithValues: purposes.compactMap { mailbox, purpose in
                    Account.Kind(purpose).map { (mailbox.address, $0) }
                }
            )
        }
        if asked.contains(.groups) {
            var members: [EmailAddress: Set<String>] = [:]
            for group in eligibility.rules.excludedGroups.sorted() {
                for address in try await tenant.members(ofGroup: group) { members[address, default: []].insert(group) }
            }
            live.groups = LiveFacts.Groups(asked: eligibility.rules.excludedGroups, members: members)
        }
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

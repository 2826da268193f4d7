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
        let owners = Self.claims(accounts)
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
            let rows = Self.claims(members)
            live.roles = Self.roles(rows, owners)
            live.contested[.roles] = rows.contested
            if members.contains(where: \.isOwnerless) { live.ownerless.insert(.roles) }
            if asksUsers { live.users = try Self.users(accounts, owners, members, rows) }
        } else if asksUsers {
            live.users = try Self.users(accounts, owners)
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
        if settings.asked.contains(.licenses) {
            let licenses = try await tenant.licenses()
            live.licenses = licenses.inForce
            // The one that is wanted may be the one that cannot be read.
            let isThere = licenses.inForce.contains { settings.rules.isSalesPremium($0) }
            if !isThere, !licenses.isWhole { live.unknown.insert(.licenses) }
        }
        var accounts: [TenantReader.User] = []
        if settings.asked.contains(.accounts) || settings.asked.contains(.users) {
            accounts = try await tenant.users()
            let owners = Self.claims(accounts)
            live.accounts = owners.settled.mapValues { Self.facts($0, owners) }
            live.contested[.accounts] = owners.contested
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

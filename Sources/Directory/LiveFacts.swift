package import Eligibility
package import Interactions

/// What services say about a tenant and its users right now. It counts more than what a file says; of what they were not
/// asked, or cannot tell, the file's word stands.
package struct LiveFacts: Hashable, Sendable {
    package struct User: Hashable, Sendable {
        package var isEnabled: Bool?
        package var isGuest: Bool?
        /// The geography code of the mailbox.
        package var locationCode: String?
        package var roles: Set<RoleAssignment>?

        package init() {}
    }

    package struct Groups: Hashable, Sendable {
        /// As the configuration names them.
        package let asked: Set<String>
        package let members: [EmailAddress: Set<String>]

        package init(asked: Set<String>, members: [EmailAddress: Set<String>]) {
            self.asked = asked
            self.members = members
        }
    }

    /// Part numbers, nil if nobody was asked.
    package var licenses: Set<String>?
    /// What Graph says, by each of a user's addresses; nil if it was not asked.
    package var accounts: [EmailAddress: User]?
    /// What each mailbox is for; nil if it was not asked. Of whom it has nothing, nobody could tell.
    package var kinds: [EmailAddress: Account.Kind]?
    /// Who is in the groups that were asked for; nil if none was.
    package var groups: Groups?
    /// What Dataverse says; nil if it was not asked. Who is not in it has no role.
    package var roles: [EmailAddress: Set<RoleAssignment>]?
    package let observedAt: Timestamp

    package init(observedAt: Timestamp) {
        self.observedAt = observedAt
    }
}

/// Users of whom a service says something else than the file, in one respect.
package struct FactConflict: Hashable, Sendable, CustomStringConvertible {
    package enum Fact: String, Hashable, Sendable {
        case account, location, groups, roles
    }

    package let fact: Fact
    package let source: FactSource
    package internal(set) var users: Int

    package var description: String {
        "the \(fact.rawValue) of \(users) users is another one in the file than \(source.rawValue) says, which counts"
    }
}

extension UserDirectory {
    /// The directory with what services say in place of what the file says, and in what they disagree.
    package func updated(by live: LiveFacts) -> (directory: UserDirectory, conflicts: [FactConflict]) {
        var conflicts: [FactConflict] = []
        func note(_ fact: FactConflict.Fact, _ source: FactSource) {
            if let index = conflicts.firstIndex(where: { $0.fact == fact }) {
                conflicts[index].users += 1
            } else {
                conflicts.append(FactConflict(fact: fact, source: source, users: 1))
            }
        }
        let updated = users.map { user in
            var user = user
            let address = user.mailbox.address
            let known = live.accounts?[address]
            if live.accounts != nil || live.kinds != nil {
                let account = live.account(of: address, file: user.account.value)
                if let file = user.account.value, account != file { note(.account, .graph) }
                user.account = Fact(account, source: .graph, observedAt: live.observedAt)
            }
            if let code = known?.locationCode {
                let country = user.location.value?.code == code ? user.location.value?.country : nil
                let location = DataLocation(code: code, country: country)
                if let file = user.location.value, location != file { note(.location, .graph) }
                user.location = Fact(location, source: .graph, observedAt: live.observedAt)
            }
            if let groups = live.groups {
                let own = groups.members[address] ?? []
                if let file = user.groups.value, file.intersection(groups.asked) != own { note(.groups, .graph) }
                user.groups = Fact(own, source: .graph, observedAt: live.observedAt)
            }
            if let roles = live.roles {
                let own = roles[address] ?? []
                if let file = user.roles.value, Self.names(file) != Self.names(own) { note(.roles, .dataverse) }
                user.roles = Fact(own, source: .dataverse, observedAt: live.observedAt)
            }
            return user
        }
        return (UserDirectory(users: updated, problems: problems), conflicts)
    }

    private static func names(_ roles: Set<RoleAssignment>) -> Set<String> {
        Set(roles.compactMap { $0.role.name ?? $0.role.id })
    }
}

extension LiveFacts {
    /// Nil if a part of it is told by nobody; and somebody whom the tenant does not know is nobody's account.
    fileprivate func account(of address: EmailAddress, file: Account?) -> Account? {
        let known = accounts?[address]
        guard accounts == nil || known != nil,
            let kind = kinds == nil ? file?.kind : kinds?[address],
            let isEnabled = known?.isEnabled ?? file?.isEnabled, let isGuest = known?.isGuest ?? file?.isGuest
        else { return nil }
        return Account(kind: kind, isEnabled: isEnabled, isGuest: isGuest)
    }
}

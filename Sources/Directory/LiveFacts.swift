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

    /// Part numbers, nil if nobody was asked.
    package var licenses: Set<String>?
    /// What Graph says, by each of a user's addresses; nil if it was not asked.
    package var accounts: [EmailAddress: User]?
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
        case account, location, roles
    }

    package let fact: Fact
    package let source: FactSource
    package internal(set) var users: Int

    package var description: String {
        "the \(fact.rawValue) of \(users) users is another one in the file than \(source.rawValue) says, which counts"
    }
}

extension Directory {
    /// The directory with what services say in place of what the file says, and in what they disagree.
    package func updated(by live: LiveFacts) -> (directory: Directory, conflicts: [FactConflict]) {
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
            if let accounts = live.accounts {
                // Somebody whom the tenant does not know is nobody's account.
                let known = accounts[address]
                let account = user.account.value.flatMap { account in
                    known.map { known in
                        Account(
                            kind: account.kind,
                            isEnabled: known.isEnabled ?? account.isEnabled,
                            isGuest: known.isGuest ?? account.isGuest
                        )
                    }
                }
                if let file = user.account.value, account != file { note(.account, .graph) }
                user.account = Fact(account, source: .graph, observedAt: live.observedAt)
                if let code = known?.locationCode {
                    let country = user.location.value?.code == code ? user.location.value?.country : nil
                    let location = DataLocation(code: code, country: country)
                    if let file = user.location.value, location != file { note(.location, .graph) }
                    user.location = Fact(location, source: .graph, observedAt: live.observedAt)
                }
            }
            if let roles = live.roles {
                let own = roles[address] ?? []
                if let file = user.roles.value, Self.names(file) != Self.names(own) { note(.roles, .dataverse) }
                user.roles = Fact(own, source: .dataverse, observedAt: live.observedAt)
            }
            return user
        }
        return (Directory(users: updated, problems: problems), conflicts)
    }

    private static func names(_ roles: Set<RoleAssignment>) -> Set<String> {
        Set(roles.compactMap { $0.role.name ?? $0.role.id })
    }
}

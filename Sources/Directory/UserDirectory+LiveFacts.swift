import Eligibility
import Interactions

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
            if live.asks(.accounts) || live.asks(.kinds) {
                let account = live.account(of: user)
                if let file = user.account.value, account.map({ $0.contradicts(file) }) ?? true {
                    note(.account, .graph)
                }
                user.account = Fact(account, source: .graph, observedAt: live.observedAt)
            }
            user.objectID = live.account(known: user)?.objectID ?? user.objectID
            // Whom the file gives an address keeps it.
            user.join(live.account(known: user)?.aliases.filter { self[$0] == nil } ?? [])
            if let code = live.account(known: user)?.locationCode {
                // The file's country belongs to the file's code: beside another it would say where nobody is.
                let country = user.location.value?.code == code ? user.location.value?.country : nil
                let location = DataLocation(code: code, country: country)
                if let file = user.location.value, location != file { note(.location, .graph) }
                user.location = Fact(location, source: .graph, observedAt: live.observedAt)
            } else if live.isUnknown(.accounts, of: user) {
                // It may be another one by now than the file says.
                user.location = Fact(nil, source: .graph, observedAt: live.observedAt)
            }
            if live.asks(.groups) {
                let own = live.groups(of: user)
                if let own, let file = user.groups.value, Self.asked(file, live) != Set(own.map(\.caseFolded)) {
                    note(.groups, .graph)
                }
                user.groups = Fact(own, source: .graph, observedAt: live.observedAt)
            }
            if live.asks(.roles) {
                let own = live.roles(of: user)
                if let own, let file = user.roles.value, Self.names(file) != Self.names(own) {
                    note(.roles, .dataverse)
                }
                user.roles = Fact(own, source: .dataverse, observedAt: live.observedAt)
            }
            return user
        }
        return (with(updated, confirmedGroups: live.groups?.asked ?? []), conflicts)
    }

    private static func names(_ roles: Set<RoleAssignment>) -> Set<String> {
        Set(roles.compactMap { ($0.role.name ?? $0.role.id)?.caseFolded })
    }

    /// What the file says of the groups that were asked for.
    private static func asked(_ groups: Set<String>, _ live: LiveFacts) -> Set<String> {
        Set(groups.map(\.caseFolded)).intersection((live.groups?.asked ?? []).map(\.caseFolded))
    }
}

extension LiveFacts {
    fileprivate func isUnknown(_ part: Part, of user: UserFacts) -> Bool {
        isUnknown(part) || contested[part].map { !$0.isDisjoint(with: user.smtpAddresses) } ?? false
    }

    /// What Graph says of the user's account; nil if it was not asked, does not know the user, or cannot tell now.
    fileprivate func account(known user: UserFacts) -> User? {
        isUnknown(.accounts, of: user) ? nil : accounts.flatMap { Self.first($0, user) }
    }

    /// The account as far as anybody tells; somebody whom the tenant does not know is nobody's account.
    fileprivate func account(of user: UserFacts) -> Account? {
        let known = account(known: user)
        guard !asks(.accounts) || known != nil else { return nil }
        let file = user.account.value
        let kind = asks(.kinds) ? unknown.contains(.kinds) ? nil : kinds.flatMap { Self.first($0, user) } : file?.kind
        let account = Account(
            kind: kind,
            isEnabled: known?.isEnabled ?? file?.isEnabled,
            isGuest: known?.isGuest ?? file?.isGuest
        )
        return account == Account(kind: nil, isEnabled: nil, isGuest: nil) ? nil : account
    }

    fileprivate func groups(of user: UserFacts) -> Set<String>? {
        guard !isUnknown(.groups), let members = groups?.members else { return nil }
        return user.smtpAddresses.reduce(into: []) { $0.formUnion(members[$1] ?? []) }
    }

    fileprivate func roles(of user: UserFacts) -> Set<RoleAssignment>? {
        guard !isUnknown(.roles, of: user), let roles else { return nil }
        let isFound = user.smtpAddresses.contains { roles[$0] != nil }
        guard isFound || !ownerless.contains(.roles) else { return nil }
        return user.smtpAddresses.reduce(into: []) { $0.formUnion(roles[$1] ?? []) }
    }

    /// What is said of the mailbox's own address, else of the first alias of which anything is said.
    private static func first<Value>(_ values: [EmailAddress: Value], _ user: UserFacts) -> Value? {
        values[user.mailbox.address] ?? user.smtpAddresses.sorted().lazy.compactMap { values[$0] }.first
    }
}

extension UserFacts {
    fileprivate var smtpAddresses: Set<EmailAddress> {
        Set(addresses.compactMap { if case .smtp(let address) = $0 { address } else { nil } })
    }
}

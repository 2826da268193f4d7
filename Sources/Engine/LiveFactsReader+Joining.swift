import Connector
import Dataverse
import Directory
import Eligibility
import Interactions
import MicrosoftGraph

/// What accounts and the CRM's rows say, by whose they are.
extension LiveFactsReader {
    /// Everybody of the tenant who has a mailbox and is no guest.
    ///
    /// - Throws: `SourceError` if there is nobody, which is no tenant that we could ask.
    static func users(
        _ accounts: [TenantReader.User],
        _ owners: AddressClaims<TenantReader.User>
    ) throws -> [ServiceUser] {
        guard !accounts.isEmpty else { throw SourceError.nobody }
        return accounts.compactMap { account in
            guard account.isGuest != true, let mailbox = account.mailbox, owners[mailbox] == account else { return nil }
            let facts = facts(account, owners)
            return ServiceUser(address: mailbox, aliases: facts.aliases, account: facts)
        }
    }

    /// The CRM's users with their accounts.
    ///
    /// - Throws: `SourceError` if one of the lists is empty.
    static func users(
        _ accounts: [TenantReader.User],
        _ owners: AddressClaims<TenantReader.User>,
        _ members: [RoleReader.User],
        _ rows: AddressClaims<RoleReader.User>
    ) throws -> [ServiceUser] {
        guard !accounts.isEmpty, !members.isEmpty else { throw SourceError.nobody }
        var users: [EmailAddress: ServiceUser] = [:]
        for member in members where !member.isDisabled {
            let addresses = addresses(of: member, rows)
            guard let last = addresses.last else { continue }
            guard let account = addresses.lazy.compactMap({ owners[$0] }).first else {
                users[last] = ServiceUser(address: last, aliases: Set(addresses.map { .smtp($0) }), account: nil)
                continue
            }
            let facts = facts(account, owners)
            let address = account.mailbox.flatMap { owners[$0] == account ? $0 : nil } ?? last
            users[address] = ServiceUser(address: address, aliases: facts.aliases, account: facts)
        }
        return users.values.sorted { $0.address < $1.address }
    }

    static func claims(_ accounts: [TenantReader.User]) -> AddressClaims<TenantReader.User> {
        AddressClaims(accounts, own: \.addresses) { Set([$0.mailbox].compactMap(\.self)) }
    }

    /// Of those who are not disabled: whoever is has no role, and no address.
    static func claims(_ members: [RoleReader.User]) -> AddressClaims<RoleReader.User> {
        AddressClaims(members.filter { !$0.isDisabled }) {
            Set([$0.signInName].compactMap(\.self))
        } further: {
            Set([$0.enteredAddress].compactMap(\.self))
        }
    }

    /// The name to sign in with, and the address that somebody entered, if they are nobody else's.
    private static func addresses(
        of member: RoleReader.User,
        _ rows: AddressClaims<RoleReader.User>
    ) -> [EmailAddress] {
        [member.signInName, member.enteredAddress].compactMap(\.self).filter { rows[$0] == member }
    }

    static func facts(
        _ user: TenantReader.User,
        _ owners: AddressClaims<TenantReader.User>
    ) -> LiveFacts.User {
        var facts = LiveFacts.User()
        facts.objectID = user.objectID
        facts.isEnabled = user.isEnabled
        facts.isGuest = user.isGuest
        facts.locationCode = user.preferredDataLocation
        facts.aliases = user.aliases.filter { alias in
            if case .smtp(let address) = alias { owners[address] == user } else { true }
        }
        return facts
    }

    /// - Parameter owners: an address that the CRM has beside the name of another one's account says nothing.
    static func roles(
        _ rows: AddressClaims<RoleReader.User>,
        _ owners: AddressClaims<TenantReader.User>
    ) -> [EmailAddress: Set<RoleAssignment>] {
        var roles: [EmailAddress: Set<RoleAssignment>] = [:]
        for (address, user) in rows.settled {
            let account = user.signInName.flatMap { owners[$0] }
            guard account == nil || owners[address] == nil || owners[address] == account else { continue }
            var held = Set(user.roles.map { RoleAssignment(role: SecurityRole($0), path: .direct) })
            for (team, own) in user.teamRoles {
                held.formUnion(own.map { RoleAssignment(role: SecurityRole($0), path: .team(team)) })
            }
            if !user.isTold { held.insert(RoleAssignment(role: SecurityRole(name: nil), path: .direct)) }
            for team in user.unknownTeams {
                held.insert(RoleAssignment(role: SecurityRole(name: nil), path: .team(team)))
            }
            roles[address] = held
        }
        return roles
    }
}

extension RoleReader.User {
    /// Whether he may hold a role and says nothing of who he is, as where a privilege hides his addresses.
    var isOwnerless: Bool {
        let holds = !roles.isEmpty || !teamRoles.isEmpty || !unknownTeams.isEmpty || !isTold
        return !isDisabled && signInName == nil && enteredAddress == nil && holds
    }
}

extension SecurityRole {
    fileprivate init(_ role: RoleReader.Role) {
        self.init(name: role.name, id: role.id, rootID: role.rootID)
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

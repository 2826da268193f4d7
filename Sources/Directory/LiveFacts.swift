package import Eligibility
package import Interactions

/// What services say about a tenant and its users right now.
///
/// It counts more than what a file says; of what they were not asked, or have no word for, the file's word stands.
package struct LiveFacts: Hashable, Sendable {
    /// What Graph says of one account.
    package struct User: Hashable, Sendable {
        /// The account's object id, a GUID in lower case.
        package var objectID: String?
        package var isEnabled: Bool?
        package var isGuest: Bool?
        /// The geography code of the mailbox.
        package var locationCode: String?
        package var roles: Set<RoleAssignment>?
        /// Further addresses and legacy names.
        package var aliases: Set<Participant.Address> = []

        package init() {}
    }

    /// Who is in which of the groups that a service was asked for.
    package struct Groups: Hashable, Sendable {
        /// The groups as the configuration names them; the service has every one of them.
        package let asked: Set<String>
        package let members: [EmailAddress: Set<String>]

        package init(asked: Set<String>, members: [EmailAddress: Set<String>]) {
            self.asked = asked
            self.members = members
        }
    }

    /// What services can be asked.
    package enum Part: String, Hashable, Sendable, CaseIterable {
        case licenses, accounts, kinds, groups, roles
    }

    /// The tenant's part numbers; nil if nobody was asked.
    package var licenses: Set<String>?
    /// What Graph says, by each of a user's addresses; nil if it was not asked.
    package var accounts: [EmailAddress: User]?
    /// Who is a user; nil if the file says so.
    package var users: [ServiceUser]?
    /// What each mailbox is for; nil if nobody was asked.
    ///
    /// Of whom it has nothing, nobody could tell.
    package var kinds: [EmailAddress: Account.Kind]?
    /// Who is in the groups that were asked for; nil if none was.
    package var groups: Groups?
    /// What Dataverse says; nil if it was not asked.
    ///
    /// Who is not in it has no role, unless somebody's are ownerless.
    package var roles: [EmailAddress: Set<RoleAssignment>]?
    /// What was asked for and cannot be known now, for example because a list was cut off: missing for everybody, which
    /// is another thing than not having been asked.
    package var unknown: Set<Part> = []
    /// Addresses of which several accounts or rows say with equal right that they are theirs: what those say is known
    /// of nobody.
    package var contested: [Part: Set<EmailAddress>] = [:]
    /// What is told of somebody whose addresses are not: whoever is not found otherwise may be the one.
    package var ownerless: Set<Part> = []
    /// Lists that came empty and had something in them before.
    package var missed: Set<List> = []
    /// Lists that came empty for so long that they are.
    package var believed: Set<List> = []
    package let observedAt: Timestamp

    package init(observedAt: Timestamp) {
        self.observedAt = observedAt
    }

    /// The licences as a fact; nil if nobody was asked.
    package var licenseFact: Fact<Set<String>>? {
        guard isUnknown(.licenses) || licenses != nil else { return nil }
        return Fact(isUnknown(.licenses) ? nil : licenses, source: .graph, observedAt: observedAt)
    }

    /// Whether a part was asked for and cannot be known now; an empty list is nothing to know at first.
    package func isUnknown(_ part: Part) -> Bool {
        if unknown.contains(part) { return true }
        return switch part {
        case .licenses: doubts { $0 == .licenses }
        case .accounts: doubts { $0 == .accounts }
        case .roles: doubts { $0 == .roles || $0 == .teams }
        case .groups: doubts { if case .group = $0 { true } else { false } }
        case .kinds: false
        }
    }

    func asks(_ part: Part) -> Bool {
        if unknown.contains(part) { return true }
        return switch part {
        case .licenses: licenses != nil
        case .accounts: accounts != nil
        case .kinds: kinds != nil
        case .groups: groups != nil
        case .roles: roles != nil
        }
    }
}

package import Eligibility
package import Interactions
import TabularFiles

/// The users of a tenant as a file tells them, sorted by mailbox, and what could not be read.
package struct UserDirectory: Sendable {
    package let users: [UserFacts]
    /// Everything that is wrong with rows whose user is not in `users`, in the order of the file.
    package let problems: [DirectoryProblem]
    /// Every security role that somebody holds, which says which are copies of one.
    package let roleCatalog: RoleCatalog
    private let positions: [Participant.Address: Int]
    /// What rows claim that cannot be used.
    let unusable: Set<Participant.Address>
    /// Groups that a service was asked for and has, whoever is in them; folded.
    private let confirmedGroups: Set<String>

    /// - Parameter rows: two that claim one address are a problem each, also if one of them could not be used anyway.
    init(_ rows: [DirectoryRow], observedAt: Timestamp) {
        var counts: [Participant.Address: Int] = [:]
        for address in rows.flatMap(\.addresses) { counts[address, default: 0] += 1 }
        var users: [UserFacts] = []
        var problems: [DirectoryProblem] = []
        var unusable: Set<Participant.Address> = []
        for row in rows {
            let doubles = row.addresses.filter { counts[$0] != 1 }
            var found = doubles.isEmpty ? [] : [row.double(doubles)]
            switch row.user(Observation(at: observedAt)) {
            case .success(let user) where found.isEmpty: users.append(user)
            case .success: break
            case .failure(let error): found = error.all + found
            }
            problems += found
            if !found.isEmpty { unusable.formUnion(row.addresses) }
        }
        self.init(
            users: users.sorted { $0.mailbox < $1.mailbox },
            problems: problems.enumerated().sorted { ($0.element.row, $0.offset) < ($1.element.row, $1.offset) }
                .map(\.element),
            unusable: unusable,
            confirmedGroups: []
        )
    }

    private init(
        users: [UserFacts],
        problems: [DirectoryProblem],
        unusable: Set<Participant.Address>,
        confirmedGroups: Set<String>
    ) {
        self.users = users
        self.problems = problems
        self.unusable = unusable
        self.confirmedGroups = confirmedGroups
        roleCatalog = RoleCatalog(users.flatMap { ($0.roles.value ?? []).map(\.role) })
        let pairs = users.enumerated().flatMap { position, user in user.addresses.map { ($0, position) } }
        positions = Dictionary(pairs) { first, _ in first }
    }

    /// The same file with other facts about its users.
    ///
    /// - Parameter groups: those that a service has, by the names that it was asked for.
    func with(_ users: [UserFacts], confirmedGroups groups: Set<String>) -> UserDirectory {
        UserDirectory(
            users: users,
            problems: problems,
            unusable: unusable,
            confirmedGroups: confirmedGroups.union(groups.map(\.caseFolded))
        )
    }

    /// The user whose address this is, be it the mailbox's own or an alias.
    package subscript(address: EmailAddress) -> UserFacts? { self[.smtp(address)] }

    /// The user whose address or legacy distinguished name this is.
    package subscript(address: Participant.Address) -> UserFacts? { positions[address].map { users[$0] } }

    /// The users to whom this object id was told to belong: one, unless two rows are about one account.
    ///
    /// - Parameter id: a GUID in lower case.
    package func users(withObjectID id: String) -> [UserFacts] {
        users.filter { $0.objectID.map { $0.utf8.elementsEqual(id.utf8) } ?? false }
    }

    // MARK: What nobody has

    /// Those of the mailboxes that no row of the file is about, not even one that cannot be used; sorted.
    package func unknown(_ mailboxes: some Sequence<Mailbox>) -> [Mailbox] {
        mailboxes.filter { mailbox in
            let address = Participant.Address.smtp(mailbox.address)
            return positions[address] == nil && !unusable.contains(address)
        }.sorted()
    }

    /// Those of the groups that nobody is in and no service has; sorted.
    ///
    /// None as long as that cannot be told: if a row cannot be used, or if nobody's groups are told at all.
    package func unknownGroups(_ names: some Sequence<String>) -> [String] {
        let told = users.compactMap(\.groups.value)
        guard problems.isEmpty, !told.isEmpty else { return [] }
        let known = told.reduce(into: confirmedGroups) { $0.formUnion($1.map(\.caseFolded)) }
        return names.filter { !known.contains($0.caseFolded) }.sorted()
    }

    /// Those of the roles, by name or id, that nobody holds, not even as a copy; sorted.
    package func unknownRoles(_ names: some Sequence<String>) -> [String] {
        let held = users.reduce(into: Set<SecurityRole>()) { $0.formUnion(($1.roles.value ?? []).map(\.role)) }
        return names.filter { name in
            let selection = roleCatalog.selection(of: [name])
            return !held.contains { selection.contains($0) }
        }.sorted()
    }
}

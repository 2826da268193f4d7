package import Eligibility
package import Interactions

extension UserDirectory {
    /// The users whom services name, with what a file tells of them in addition.
    ///
    /// The file says what no service knows (opt-outs, groups, administrators) and where a mailbox is; of accounts and
    /// roles, services know better. Who is in the file alone stays in it, for example an administrator without a
    /// mailbox, and no service vouches for that account.
    ///
    /// - Parameters:
    ///   - file: nil where there is none.
    ///   - location: of mailboxes of which neither says where they are; stated by the configuration.
    package init(
        _ users: [ServiceUser],
        file: UserDirectory?,
        location: Fact<DataLocation>,
        observedAt: Timestamp
    ) {
        let file = file ?? UserDirectory([], observedAt: observedAt)
        var found: Set<Mailbox> = []
        let joined = users.map { user in
            let row = file[user.address] ?? user.aliases.compactMap { file[$0] }.min { $0.mailbox < $1.mailbox }
            if let row { found.insert(row.mailbox) }
            var facts = Self.facts(user, row, location, observedAt)
            // A row that cannot be read may be the one that says no.
            if !file.unusable.isDisjoint(with: facts.addresses) {
                facts.hasOptedOut = Fact(nil, source: .directoryFile, observedAt: observedAt)
            }
            return facts
        }
        let others = file.users.filter { !found.contains($0.mailbox) }
        self = file.with((joined + others).sorted { $0.mailbox < $1.mailbox }, confirmedGroups: [])
    }

    private static func facts(
        _ user: ServiceUser,
        _ row: UserFacts?,
        _ location: Fact<DataLocation>,
        _ now: Timestamp
    ) -> UserFacts {
        let file = row?.account.value
        let account = user.account.map { account in
            Account(kind: file?.kind, isEnabled: account.isEnabled ?? file?.isEnabled, isGuest: account.isGuest)
        }
        var place = location
        if let row, row.location.value != nil { place = row.location }
        if row?.location.value == nil, let code = user.account?.locationCode {
            place = Fact(DataLocation(code: code, country: nil), source: .graph, observedAt: now)
        }
        var facts = UserFacts(
            mailbox: Mailbox(address: user.address),
            aliases: user.aliases.union(row?.addresses ?? []),
            account: Fact(account, source: .graph, observedAt: now),
            location: place,
            roles: row?.roles ?? Fact(nil, source: .dataverse, observedAt: now),
            groups: row?.groups ?? Fact(nil, source: .graph, observedAt: now),
            // Opting out is said in the file; of whom it does not say so has not.
            hasOptedOut: row.map(\.hasOptedOut).flatMap { $0.value == nil ? nil : $0 }
                ?? Fact(false, source: .configuration, observedAt: location.observedAt),
            administratorRoles: row?.administratorRoles ?? Fact(nil, source: .graph, observedAt: now)
        )
        facts.objectID = user.account?.objectID
        return facts
    }
}

import Interactions

/// The security roles of an environment as far as they are known: which of them are copies of one.
package struct RoleCatalog: Hashable, Sendable {
    /// The roots of the roles that go by a name, by their own id or by their root's; all folded.
    private var roots: [String: Set<String>] = [:]

    package init(_ roles: some Sequence<SecurityRole> = EmptyCollection<SecurityRole>()) {
        for role in roles {
            guard let root = role.rootID?.caseFolded else { continue }
            for name in role.folded { roots[name, default: []].insert(root) }
        }
    }

    /// What names and ids select: the roles that go by them, and every copy of those.
    package func selection(of names: Set<String>) -> RoleSelection {
        let folded = Set(names.map(\.caseFolded))
        return RoleSelection(names: folded, roots: folded.reduce(into: []) { $0.formUnion(roots[$1] ?? []) })
    }
}

/// Selected security roles with all copies of them.
package struct RoleSelection: Hashable, Sendable {
    fileprivate let names: Set<String>
    fileprivate let roots: Set<String>

    /// Whether a role goes by one of the names or ids, or is a copy of one that does.
    package func contains(_ role: SecurityRole) -> Bool {
        role.rootID.map { roots.contains($0.caseFolded) } ?? false || !names.isDisjoint(with: role.folded)
    }
}

extension SecurityRole {
    /// The name and both ids, in the form in which they are compared.
    fileprivate var folded: [String] { [name, id, rootID].compactMap { $0?.caseFolded } }
}

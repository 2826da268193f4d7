/// Why somebody may not do what the life cycle asks for: the role that is needed, and what is known instead.
package struct MissingAuthority: Error, Hashable, Sendable, CustomStringConvertible {
    /// Whose decision something is.
    package enum Need: Hashable, Sendable {
        /// A security role of Dataverse.
        case systemAdministrator
        /// A role of the directory.
        case globalAdministrator
        case either
    }

    package let need: Need
    private let found: String

    package init(_ need: Need, of actor: UserFacts) {
        self.need = need
        var found: [String] = []
        let account = actor.account.value
        if account?.isEnabled != true {
            let state = account?.isEnabled == false ? "disabled" : "not known to be enabled"
            found.append("the account is \(state) (\(actor.account.source.rawValue))")
        }
        if account?.isGuest != false {
            let state = account?.isGuest == true ? "a guest" : "not known to be no guest"
            found.append("the account is \(state) (\(actor.account.source.rawValue))")
        }
        if need != .globalAdministrator {
            found.append(Self.list("security roles", actor.roles) { $0.compactMap(\.role.name) })
        }
        if need != .systemAdministrator {
            found.append(Self.list("administrator roles", actor.administratorRoles, Array.init))
        }
        self.found = found.joined(separator: "; ")
    }

    private static func list<Value>(_ name: String, _ fact: Fact<Value>, _ names: (Value) -> [String]) -> String {
        let text = fact.value.map { Set(names($0)).sorted().joined(separator: ", ") }
        return "\(name): \(text.map { $0.isEmpty ? "none" : $0 } ?? "not known") (\(fact.source.rawValue))"
    }

    /// Whose decision it is, and what was found, from where.
    package var description: String {
        let role =
            switch need {
            case .systemAdministrator: "the security role 'System Administrator'"
            case .globalAdministrator: "the administrator role 'Global Administrator'"
            case .either: "the security role 'System Administrator' or the administrator role 'Global Administrator'"
            }
        return "Only an enabled user with \(role) may do that. Known of who is named: \(found). "
            + "What a service says counts, not the file."
    }
}

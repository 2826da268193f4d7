import Eligibility
import Interactions

extension LiveFacts {
    /// A list that a service answered, of which an empty one may be a moment's failure.
    package enum List: Hashable, Sendable {
        case licenses, accounts, roles
        /// Who holds roles through teams.
        case teams
        case group(String)

        /// What the log calls it.
        package var name: String {
            switch self {
            case .licenses: "licenses"
            case .accounts: "accounts"
            case .roles: "roles"
            case .teams: "teams"
            case .group(let id): "group \(id)"
            }
        }

        /// Whether an empty one cannot be: a tenant without licences, without users or without anybody who has a role
        /// is none, as who asked would not be in it.
        package var isNeverEmpty: Bool {
            switch self {
            case .licenses, .accounts, .roles: true
            case .teams, .group: false
            }
        }
    }

    /// The lists that were asked for, and whether each came empty.
    package var lists: [List: Bool] {
        var lists: [List: Bool] = [:]
        lists[.licenses] = licenses?.isEmpty
        lists[.accounts] = accounts?.isEmpty
        if let roles {
            lists[.roles] = roles.values.allSatisfy(\.isEmpty)
            lists[.teams] = !roles.values.joined().contains { if case .team = $0.path { true } else { false } }
        }
        for group in groups?.asked ?? [] {
            lists[.group(group)] = !(groups?.members.values.contains { $0.contains(group) } ?? false)
        }
        return lists
    }

    /// Whether one of these lists came empty, and that is not believed yet.
    func doubts(_ some: (List) -> Bool) -> Bool {
        lists.contains { list, isEmpty in
            isEmpty && some(list) && !believed.contains(list) && (list.isNeverEmpty || missed.contains(list))
        }
    }
}

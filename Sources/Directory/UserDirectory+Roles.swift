import Eligibility
import Interactions

extension UserDirectory {
    /// Every security role that somebody holds, with how many do, directly or through a team; sorted by name.
    ///
    /// Names that the gate takes for one are one here, written as most write it; a role without a name has its id.
    ///
    /// - Parameter selected: names and ids as administrators selected them.
    package func roles(selected: Set<String> = []) -> [(name: String, users: Int, isSelected: Bool)] {
        let selection = roleCatalog.selection(of: selected)
        var names: [String: String] = [:]
        for user in users {
            for role in (user.roles.value ?? []).map(\.role) {
                guard let root = role.rootID, let name = role.name else { continue }
                names[root] = min(names[root] ?? name, name)
            }
        }
        var groups: [String: (spellings: [String: Int], users: Int, isSelected: Bool)] = [:]
        for user in users {
            var own: [String: (spelling: String, isSelected: Bool)] = [:]
            for role in (user.roles.value ?? []).map(\.role) {
                // A copy that is told without its name goes by that of the others.
                let name = role.name ?? role.rootID.map { names[$0] ?? $0 } ?? role.id ?? ""
                let isSelected = selection.contains(role) || own[name.caseFolded]?.isSelected == true
                own[name.caseFolded] = (min(own[name.caseFolded]?.spelling ?? name, name), isSelected)
            }
            for (key, role) in own {
                groups[key, default: ([:], 0, false)].spellings[role.spelling, default: 0] += 1
                groups[key]?.users += 1
                if role.isSelected { groups[key]?.isSelected = true }
            }
        }
        return groups.values.map { group in
            let name = group.spellings.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? ""
            return (name: name, users: group.users, isSelected: group.isSelected)
        }.sorted { $0.name < $1.name }
    }
}

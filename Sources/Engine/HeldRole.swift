import Directory
import Eligibility

/// A security role that somebody holds.
package struct HeldRole: Hashable, Sendable {
    package let name: String
    /// How many hold it, directly or through a team.
    package let users: Int
    /// Whether the Exchange data of those who hold it is used.
    package let isSelected: Bool
}

extension EligibilityService {
    /// Every security role that somebody holds, sorted by name.
    package func roles() throws -> [HeldRole] {
        let selected = Set((try tenant().lifeCycle.roles?.names ?? []).map { $0.lowercased() })
        return facts.directory.roles.map { role in
            HeldRole(name: role.name, users: role.users, isSelected: selected.contains(role.name.lowercased()))
        }
    }

    /// - Throws: `EngineError` for a role that nobody holds.
    func checkHeld(_ roles: Set<String>) throws {
        for role in roles.sorted() where !facts.directory.users.contains(where: { $0.holds(role) }) {
            throw EngineError(
                .unknownName,
                "Nobody in the directory file holds the role '\(role)'. 'rapport roles list' lists those held."
            )
        }
    }
}

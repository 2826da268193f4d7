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
        let selected = try tenant().lifeCycle.roles?.names ?? []
        return facts.directory.roles(selected: selected).map {
            HeldRole(name: $0.name, users: $0.users, isSelected: $0.isSelected)
        }
    }

    /// - Throws: `EngineError` for a role that nobody holds.
    func checkHeld(_ roles: Set<String>) throws {
        if let role = facts.directory.unknownRoles(roles).first {
            throw EngineError(
                .unknownName,
                "Nobody in the directory file holds the role '\(role)'. 'rapport roles list' lists those held."
            )
        }
    }
}

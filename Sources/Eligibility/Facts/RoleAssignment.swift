/// A security role of Dataverse as one user holds it.
package struct RoleAssignment: Hashable, Sendable {
    /// The way by which a role came to a user.
    package enum Path: Hashable, Sendable {
        case direct
        case team(String)
    }

    package let role: SecurityRole
    package let path: Path

    package init(role: SecurityRole, path: Path) {
        self.role = role
        self.path = path
    }
}

/// A security role; Dataverse copies each into every business unit, with another id but the same root.
///
/// <https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/role>
package struct SecurityRole: Hashable, Sendable {
    package let name: String?
    /// `roleid` of this copy, in lower case.
    package let id: String?
    /// `parentrootroleid`, in lower case, which all copies of a role share.
    package let rootID: String?

    package init(name: String?, id: String? = nil, rootID: String? = nil) {
        self.name = name
        self.id = id
        self.rootID = rootID
    }

    /// Whether it may be one that was selected by name, be its id another one's.
    var isUnknown: Bool { name == nil }
}

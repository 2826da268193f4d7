/// The security roles that somebody holds, as every face shows them.
package struct RoleListing {
    package struct Row: Encodable {
        package let role: String
        package let users: Int
        package let selected: Bool
    }

    package let rows: [Row]

    package init(_ roles: [HeldRole]) {
        rows = roles.map { Row(role: $0.name, users: $0.users, selected: $0.isSelected) }
    }
}

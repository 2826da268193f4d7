import ExchangeSimulator

/// The organisation as rapport's directory file tells it.
struct UserList: Encodable {
    struct User: Encodable {
        let email: String
        let enabled = true
        let guest = false
        let kind: String
        let location = "EUR"
        let roles: [String]
        let groups: [String] = []
        let optOut = false
        let administratorRoles: [String]
    }

    static let salesRole = "Salesperson"

    let users: [User]

    /// - Parameter administrator: holds every role that the life cycle asks for; everybody else sells.
    init(_ state: TenantState, administrator: String) {
        users = state.directory.users.compactMap { user in
            switch user.kind {
            case .contact, .list, .deleted: return nil
            case .user, .shared, .room, .equipment: break
            }
            let isAdministrator = user.address == administrator
            return User(
                email: user.address,
                kind: user.kind.rawValue,
                roles: [isAdministrator ? "System Administrator" : Self.salesRole],
                administratorRoles: isAdministrator ? ["Global Administrator"] : []
            )
        }
    }
}

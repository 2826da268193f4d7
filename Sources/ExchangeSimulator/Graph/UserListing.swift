import HTTPTypes

/// The users of the tenant that have a mailbox.
///
/// <https://learn.microsoft.com/graph/api/user-list>
struct UserListing: Sendable {
    /// In the order in which Graph writes them.
    enum Property: String, Sendable, CaseIterable {
        case businessPhones, displayName, givenName, jobTitle, mail, mobilePhone, officeLocation, preferredLanguage
        case surname, userPrincipalName
        // Only when selected
        case accountEnabled, userType, proxyAddresses, preferredDataLocation

        static let usual = allCases.filter {
            ![.accountEnabled, .userType, .proxyAddresses, .preferredDataLocation].contains($0)
        }
    }

    private let state: TenantState
    private let query: GraphQuery
    private let properties: [Property]
    private let root: String

    /// - Throws: 400 for a property that `user` does not have.
    init(_ state: TenantState, query: GraphQuery, root: String) throws(GraphError) {
        self.state = state
        self.query = query
        self.root = root
        guard let selected = query.selected?.map({ $0.lowercased() }) else {
            properties = Property.usual
            return
        }
        let known = Set(Property.allCases.map { $0.rawValue.lowercased() }).union(["id"])
        if let name = selected.first(where: { !known.contains($0) }) {
            throw .unknownProperty(name, of: "microsoft.graph.user")
        }
        properties = Property.allCases.filter { selected.contains($0.rawValue.lowercased()) }
    }

    /// One page.
    ///
    /// - Throws: 400 for a size or a link that makes no sense.
    func answer() throws(GraphError) -> [UInt8] {
        try answer(state.directory.entries.filter { $0.mailbox != nil }.map(\.user), path: "users")
    }

    /// One page of the users in a group, and in the groups in it.
    ///
    /// <https://learn.microsoft.com/graph/api/group-list-transitivemembers>
    /// - Throws: 404 for no group.
    func answer(membersOf group: String) throws(GraphError) -> [UInt8] {
        guard state.groups[group] != nil else { throw Self.notFound(group) }
        var addresses: Set<String> = []
        var visited: Set<String> = []
        var waiting = [group]
        while let next = waiting.popLast() {
            guard visited.insert(next).inserted else { continue }
            for member in state.groups[next] ?? [] {
                if state.groups[member] == nil { addresses.insert(member) } else { waiting.append(member) }
            }
        }
        let users = state.directory.entries.map(\.user).filter { addresses.contains($0.address) }
        return try answer(users, path: "groups/\(group)/transitiveMembers/microsoft.graph.user")
    }

    private func answer(_ users: [DirectoryUser], path: String) throws(GraphError) -> [UInt8] {
        let size = try query.count("top", most: 999) ?? 100
        let start = try query.count("skiptoken") ?? 0
        guard size > 0 else { throw .invalidQuery }
        let page = users.dropFirst(start).prefix(size)
        return JSONOutput.object { out in
            out.member("@odata.context", "\(root)/$metadata#users")
            if start + page.count < users.count {
                let select = query["select"].map { "&$select=\($0.filter { $0 != " " })" } ?? ""
                out.member("@odata.nextLink", "\(root)/\(path)?$top=\(size)\(select)&$skiptoken=\(start + size)")
            }
            out.key("value")
            out.array { out in
                for user in page { write(user, into: &out) }
            }
        }
    }

    private static func notFound(_ name: String) -> GraphError {
        GraphError(
            .notFound,
            "Request_ResourceNotFound",
            "Resource '\(name)' does not exist or one of its queried reference-property objects are not present."
        )
    }

    /// One user.
    ///
    /// - Parameter name: Object id or address.
    /// - Throws: 404 for nobody.
    func answer(_ name: String) throws(GraphError) -> [UInt8] {
        guard let user = state.directory.user(name)?.user else { throw Self.notFound(name) }
        var out = JSONOutput()
        write(user, context: "\(root)/$metadata#users/$entity", into: &out)
        return out.bytes
    }

    private func write(_ user: DirectoryUser, context: String? = nil, into out: inout JSONOutput) {
        out.object { out in
            if let context { out.member("@odata.context", context) }
            for property in properties { write(property, of: user, into: &out) }
            out.member("id", ObjectID(of: user.address).text)
        }
    }

    private func write(_ property: Property, of user: DirectoryUser, into out: inout JSONOutput) {
        switch property {
        case .businessPhones:
            out.key("businessPhones")
            out.array { _ in }
        case .displayName: out.member("displayName", user.displayName)
        case .givenName: out.member("givenName", nil)
        case .jobTitle: out.member("jobTitle", nil)
        case .mail: out.member("mail", user.address)
        case .mobilePhone: out.member("mobilePhone", nil)
        case .officeLocation: out.member("officeLocation", nil)
        case .preferredLanguage: out.member("preferredLanguage", nil)
        case .surname: out.member("surname", nil)
        case .userPrincipalName: out.member("userPrincipalName", user.address)
        case .accountEnabled: out.member("accountEnabled", user.kind == .user)
        case .userType: out.member("userType", "Member")
        case .preferredDataLocation: out.member("preferredDataLocation", state.dataLocations[user.address])
        case .proxyAddresses:
            out.key("proxyAddresses")
            out.array { out in
                out.string("SMTP:" + user.address)
                for alias in user.aliases { out.string("smtp:" + alias) }
                out.string("X500:" + user.distinguishedName)
            }
        }
    }
}

/// What a request about a mailbox is answered from: the tenant at one moment.
struct GraphMailbox: Sendable {
    let state: TenantState
    let mailbox: SimulatedMailbox
    let user: ObjectID
    /// Who the mailbox belongs to; nil for an owner who left the directory.
    let owner: PartyNumber?
    let ids: GraphIdentifiers
    let query: GraphQuery
    let preference: GraphPreference
    /// Scheme, host, port and version, without a slash at the end.
    let root: String
    let signature: LinkSignature

    /// - Parameter name: Object id or address.
    /// - Throws: 404 for a user without a mailbox.
    init(
        _ name: String,
        in state: TenantState,
        query: GraphQuery,
        preference: GraphPreference,
        root: String,
        signature: LinkSignature
    ) throws(GraphError) {
        guard let entry = state.directory.user(name), let number = entry.mailbox else { throw .unknownUser(name) }
        self.state = state
        mailbox = state[number]
        user = ObjectID(of: entry.user.address)
        owner = state.party(of: entry.user)
        ids = GraphIdentifiers(mailbox, areImmutable: preference.hasImmutableIDs)
        self.query = query
        self.preference = preference
        self.root = root
        self.signature = signature
    }

    /// Whether an item with the same immutable id came into the folder after this one left it.
    func isBack(_ number: ItemNumber, in folder: FolderNumber) -> Bool {
        guard ids.areImmutable else { return false }
        return mailbox.item(mailbox.place(of: mailbox.origin(of: number)))?.folder == folder.value
    }

    /// Writes a collection answer, which ends with at most one link.
    func page(
        context: String,
        count: Int? = nil,
        link: (name: StaticString, url: String)?,
        values: (inout JSONOutput) -> Void
    ) -> [UInt8] {
        JSONOutput.object { out in
            out.member("@odata.context", "\(root)/$metadata#\(context)")
            if let count { out.member("@odata.count", count) }
            if let link { out.member(link.name, link.url) }
            out.key("value")
            out.array(values)
        }
    }
}

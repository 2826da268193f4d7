import HTTPTypes

/// Which rows a request may see: all, or in somebody's name those that belong to the user or one of the user's teams,
/// or that are shared with the user.
///
/// <https://learn.microsoft.com/power-apps/developer/data-platform/webapi/impersonate-another-user-web-api>
struct RowSight: Sendable {
    /// Nil for all.
    private let owners: Set<String>?
    private let shared: Set<String>

    /// - Throws: 403 for who may not ask so, or for whom.
    init(_ headers: HTTPFields, in crm: CRMState) throws(DataverseError) {
        guard let caller = HTTPField.Name("CallerObjectId").flatMap({ headers[$0] }) else {
            (owners, shared) = (nil, [])
            return
        }
        let user = crm["systemusers"]?.rows.values.first {
            $0.values["azureactivedirectoryobjectid"] == .text(caller) && $0.values["isdisabled"] != .flag(true)
        }
        guard crm.mayImpersonate, let user else { throw .mayNotImpersonate }
        let teams = crm.links["teammembership_association", default: []].filter { $0.from == user.id }.map(\.to)
        owners = Set(teams + [user.id])
        shared = crm.shared[user.id] ?? []
    }

    func includes(_ row: CRMState.Row) -> Bool {
        guard let owners else { return true }
        guard case .lookup(_, let owner) = row.values["ownerid"] else { return true }
        return owners.contains(owner) || shared.contains(row.id)
    }
}

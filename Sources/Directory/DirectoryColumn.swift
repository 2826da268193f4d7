/// What a directory file can tell of a user: the columns of CSV, the keys of JSON.
package enum DirectoryColumn: String, Hashable, Sendable, CaseIterable {
    case email, enabled, guest, kind, location, country
    case roles, teamRoles, groups, optOut, administratorRoles

    /// All names, for people.
    static let list = allCases.map(\.rawValue).joined(separator: ", ")
}

import TabularFiles

/// What a directory file can tell of a user: the columns of CSV, the keys of JSON.
package enum DirectoryColumn: String, FileColumn, CaseIterable {
    case email, aliases, enabled, guest, kind, location, country
    case roles, teamRoles, groups, optOut, administratorRoles

    /// All names, for people.
    static let list = allCases.map(\.rawValue).joined(separator: ", ")

    /// Whether a cell holds several values.
    var isList: Bool {
        switch self {
        case .aliases, .roles, .teamRoles, .groups, .administratorRoles: true
        case .email, .enabled, .guest, .kind, .location, .country, .optOut: false
        }
    }

    /// Whether its values are addresses, which no error may show.
    package var holdsAddresses: Bool { self == .email || self == .aliases }
}

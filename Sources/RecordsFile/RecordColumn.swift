import Interactions
import TabularFiles

/// What a file of records can tell of a row: the columns of CSV, the keys of NDJSON.
package enum RecordColumn: String, FileColumn, CaseIterable {
    case type, id, name, addresses, account, contact, lead, owner, active, firstName, jobTitle, stage, value, currency,
        closeDate

    /// All names, for people.
    static let list = allCases.map(\.rawValue).joined(separator: ", ")

    /// Whether its values are addresses, which no error may show.
    package var holdsAddresses: Bool { self == .addresses || self == .owner }

    /// Of which kinds of rows it tells anything; all others leave it empty.
    var tables: Set<CRMReference.Table> {
        switch self {
        case .type, .id, .name, .active: [.account, .contact, .lead, .opportunity, .user]
        case .addresses: [.account, .contact, .lead, .user]
        case .account, .owner: [.account, .contact, .lead, .opportunity]
        case .contact: [.account, .lead, .opportunity]
        case .firstName: [.contact, .lead, .user]
        case .jobTitle: [.contact, .lead]
        case .lead, .stage, .value, .currency, .closeDate: [.opportunity]
        }
    }
}

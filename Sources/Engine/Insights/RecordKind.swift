package import Interactions

/// Which of the CRM's records are asked for, as every face names them.
package enum RecordKind: String, CaseIterable, Sendable {
    case accounts, contacts, leads, opportunities

    /// The table in which they are.
    package var table: CRMReference.Table {
        switch self {
        case .accounts: .account
        case .contacts: .contact
        case .leads: .lead
        case .opportunities: .opportunity
        }
    }
}

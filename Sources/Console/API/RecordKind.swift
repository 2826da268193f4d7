import Engine
import Interactions
import Scoring

/// Which of the CRM's records are asked for, as `rapport scores` names them.
enum RecordKind: String, CaseIterable, Sendable {
    case accounts, contacts, leads, opportunities

    var table: CRMReference.Table {
        switch self {
        case .accounts: .account
        case .contacts: .contact
        case .leads: .lead
        case .opportunities: .opportunity
        }
    }
}

extension Relationships {
    /// Positions of the records of one kind, or of all.
    func records(of kind: RecordKind?) -> [Int] {
        index.records.indices.filter { position in
            kind.map { index.records[position].reference.table == $0.table } ?? true
        }
    }
}

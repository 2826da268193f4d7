import Interactions

/// One row's cells, still to be understood.
struct RecordLine {
    let number: Int
    /// What is told, several values of one cell apart; empty cells are not here.
    var cells: [RecordColumn: [String]] = [:]
    /// What was found when the cells were told apart.
    var problems: [RecordProblem] = []

    /// The cell of a column that has one value.
    func text(_ column: RecordColumn) -> String? { cells[column]?.first }

    /// The kind of row, nil if it is none of those that are known.
    var table: CRMReference.Table? {
        switch text(.type) {
        case "account": .account
        case "contact": .contact
        case "lead": .lead
        case "opportunity": .opportunity
        case "user": .user
        default: nil
        }
    }

    /// Which row it is; nil as long as it does not say.
    var reference: CRMReference? {
        guard let table, let id = text(.id) else { return nil }
        return RecordID.reference(table, id)
    }
}

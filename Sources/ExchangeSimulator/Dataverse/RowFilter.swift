/// `$filter` as far as connectors need it: comparisons joined by `and`, and those by `or`.
struct RowFilter: Sendable {
    private struct Comparison: Sendable {
        let column: String
        let operation: String
        let value: String
    }

    /// One of these has to hold with all that is in it.
    private let alternatives: [[Comparison]]

    /// - Throws: 400 for what it cannot read, and for an unknown column.
    init(_ text: String, of table: CRMState.Table) throws(DataverseError) {
        var alternatives: [[Comparison]] = []
        for alternative in text.split(separator: " or ") {
            var comparisons: [Comparison] = []
            for part in alternative.split(separator: " and ") {
                let words = part.split(separator: " ", maxSplits: 2).map(String.init)
                guard words.count == 3, ["eq", "ne", "ge", "gt", "le", "lt"].contains(words[1]) else {
                    throw .invalidQuery
                }
                guard table.columns.contains(words[0]) else {
                    throw .unknownColumn(words[0], of: table.logicalName)
                }
                let value = words[2].hasPrefix("'") ? String(words[2].dropFirst().dropLast()) : words[2]
                comparisons.append(Comparison(column: words[0], operation: words[1], value: value))
            }
            alternatives.append(comparisons)
        }
        self.alternatives = alternatives
    }

    func contains(_ row: CRMState.Row, of table: CRMState.Table) -> Bool {
        alternatives.contains { comparisons in
            comparisons.allSatisfy { comparison in
                let value = table.text(comparison.column, of: row) ?? "null"
                return switch comparison.operation {
                case "eq": value == comparison.value
                case "ne": value != comparison.value
                case "ge": value >= comparison.value
                case "gt": value > comparison.value
                case "le": value <= comparison.value
                default: value < comparison.value
                }
            }
        }
    }
}

extension CRMState {
    /// An amount as the service writes it.
    static func decimal(_ hundredths: Int) -> String {
        let digits = String(abs(hundredths) % 100)
        return "\(hundredths < 0 ? "-" : "")\(abs(hundredths) / 100).\(digits.count < 2 ? "0" : "")\(digits)00000000"
    }
}

extension CRMState.Table {
    /// What the column of a row holds, nil if nothing.
    func value(_ column: String, of row: CRMState.Row) -> CRMState.Value? {
        switch column {
        case key: return .text(row.id)
        case "modifiedon": return .time(row.modified)
        default:
            let isLookup = column.hasPrefix("_") && column.hasSuffix("_value")
            return row.values[isLookup ? String(column.dropFirst().dropLast(6)) : column]
        }
    }

    /// The same as text: numbers in decimal, times as they are written.
    func text(_ column: String, of row: CRMState.Row) -> String? {
        switch value(column, of: row) {
        case nil: nil
        case .text(let text): text
        case .integer(let number): String(number)
        case .flag(let flag): String(flag)
        case .money(let hundredths): CRMState.decimal(hundredths)
        case .time(let time): JSONOutput.dateTime(time)
        case .lookup(_, let id): id
        }
    }
}

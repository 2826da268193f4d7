import Engine
import Interactions

/// Rows of one kind, printable as a table, as JSON and line by line.
struct Listing<Row: Encodable> {
    struct Column {
        let title: String
        let isNumber: Bool
        let text: (Row) -> String

        static func text(_ title: String, _ text: @escaping (Row) -> String) -> Column {
            Column(title: title, isNumber: false, text: text)
        }

        static func number(_ title: String, _ number: @escaping (Row) -> Int) -> Column {
            Column(title: title, isNumber: true) { String(number($0)) }
        }
    }

    let columns: [Column]
    let rows: [Row]

    /// Writes the rows to standard output: as a table, as one JSON array, or line by line.
    ///
    /// - Throws: `CommandFailure` of status `cannotWrite`.
    func print(_ format: OutputFormat) throws {
        switch format {
        case .json: try Terminal.print(Terminal.json(rows))
        case .ndjson: for row in rows { try Terminal.print(Terminal.json(row)) }
        case .table: for line in table { try Terminal.print(line) }
        }
    }

    /// The lines of a table: a header, a rule, and a line a row; numbers to the right.
    var table: [String] {
        let cells = [columns.map(\.title)] + rows.map { row in columns.map { Harmless.cell($0.text(row)) } }
        let widths = columns.indices.map { column in cells.map { $0[column].count }.max() ?? 0 }
        var lines = cells.map { line in
            let padded = line.indices.map { column in
                let space = String(repeating: " ", count: widths[column] - line[column].count)
                return columns[column].isNumber ? space + line[column] : line[column] + space
            }
            return padded.joined(separator: "  ").trimmingTrailingSpaces
        }
        lines.insert(widths.map { String(repeating: "-", count: $0) }.joined(separator: "  "), at: 1)
        return lines
    }
}

extension String {
    fileprivate var trimmingTrailingSpaces: String {
        String(self[..<(lastIndex { $0 != " " }.map { index(after: $0) } ?? startIndex)])
    }
}

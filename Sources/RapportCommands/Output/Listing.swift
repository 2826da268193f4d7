import Engine
import Interactions

/// Rows of one kind, printable as a table, as JSON and line by line.
struct Listing<Row: Encodable> {
    struct Column {
        let column: Table.Column
        let text: (Row) -> String
        var tint: (Row) -> Tint? = { _ in nil }

        /// - Parameter rank: where there is little room, the lower, the longer it stays; else its place counts.
        static func text(
            _ title: String,
            rank: Int? = nil,
            tint: @escaping (Row) -> Tint? = { _ in nil },
            _ text: @escaping (Row) -> String
        ) -> Column {
            Column(column: Table.Column(title, rank: rank), text: text, tint: tint)
        }

        static func number(_ title: String, rank: Int? = nil, _ number: @escaping (Row) -> Int?) -> Column {
            Column(column: Table.Column(title, isNumber: true, rank: rank)) { number($0).map(String.init) ?? "" }
        }
    }

    let columns: [Column]
    let rows: [Row]

    /// Writes the rows to standard output: as a table, as one JSON array, or line by line.
    ///
    /// - Throws: `CommandFailure` of status `cannotWrite`.
    func print(_ options: OutputOptions) throws {
        switch options.output {
        case .json: try Terminal.print(Terminal.json(rows))
        case .ndjson: for row in rows { try Terminal.print(Terminal.json(row)) }
        case .table: try Terminal.show(table(options.screen), options.screen)
        }
    }

    /// The lines of a table that fits.
    func table(_ screen: Screen) -> [String] {
        let cells = rows.map { row in columns.map { Table.Cell(Harmless.cell($0.text(row)), $0.tint(row)) } }
        return Table(columns.map(\.column), cells).lines(screen)
    }
}

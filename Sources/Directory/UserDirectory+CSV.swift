package import Interactions
package import TabularFiles

extension UserDirectory {
    /// Reads delimited values; the first row names the columns.
    ///
    /// An empty cell was not told, but in a column of lists it says that there are none. Several values of a list have
    /// `;` in between, in quotes if `;` is the delimiter too.
    ///
    /// - Parameter delimiter: nil for the one that the file's first lines show.
    /// - Throws: `DirectoryError` if the file as a whole makes no sense.
    package init(
        csv text: String,
        path: String,
        delimiter: Delimiter? = nil,
        observedAt: Timestamp
    ) throws(DirectoryError) {
        var reader = DelimitedText(text, delimiter: delimiter)
        let columns = try Self.header(&reader, path)
        var rows: [DirectoryRow] = []
        while let row = try Self.next(&reader, path) { rows.append(Self.row(row, columns)) }
        self.init(rows, observedAt: observedAt)
    }

    private static func header(
        _ reader: inout DelimitedText,
        _ path: String
    ) throws(DirectoryError) -> [DirectoryColumn?] {
        guard let header = try next(&reader, path) else { throw DirectoryError(path, "is empty.") }
        let columns: [DirectoryColumn?]
        do { columns = try header.columns() } catch { throw DirectoryError(path, error.description) }
        guard columns.contains(.email) else { throw DirectoryError(path, "has no column 'email' in its first row.") }
        return columns
    }

    private static func next(
        _ reader: inout DelimitedText,
        _ path: String
    ) throws(DirectoryError) -> DelimitedText.Row? {
        do {
            return try reader.next()
        } catch {
            throw DirectoryError(path, "has a quote in row \(error.line) that is never closed.")
        }
    }

    private static func row(_ row: DelimitedText.Row, _ columns: [DirectoryColumn?]) -> DirectoryRow {
        guard let expected = row.expectation(under: columns) else {
            return DirectoryRow(number: row.line, cells: cells(row, columns))
        }
        let problem = DirectoryProblem(row: row.line, column: nil, expected: expected)
        // Whose row it would be, as far as it can be seen.
        let own = zip(columns, row.cells).first { $0.0 == .email }.map {
            DirectoryRow.Cell.text(Harmless.unguarded($0.1))
        }
        return DirectoryRow(number: row.line, cells: own.map { [.email: $0] } ?? [:], problems: [problem])
    }

    private static func cells(
        _ row: DelimitedText.Row,
        _ columns: [DirectoryColumn?]
    ) -> [DirectoryColumn: DirectoryRow.Cell] {
        var cells: [DirectoryColumn: DirectoryRow.Cell] = [:]
        for case (let column?, let told) in zip(columns, row.cells) {
            let cell = Harmless.unguarded(told.trimmingSpaces)
            if column.isList {
                let parts = cell.split(separator: ";").map(\.trimmingSpaces).filter { !$0.isEmpty }
                cells[column] = .list(parts.map { .text($0) })
            } else {
                if !cell.isEmpty { cells[column] = .text(cell) }
            }
        }
        return cells
    }
}

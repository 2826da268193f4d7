import Interactions
import TabularFiles

extension RecordLine {
    /// Reads delimited values; the first row names the columns, several addresses have `;` in between.
    ///
    /// - Throws: `RecordsError` if it cannot be told which cell is which.
    static func all(csv text: String, path: String) throws(RecordsError) -> [RecordLine] {
        var reader = DelimitedText(text)
        let columns = try header(&reader, path)
        var lines: [RecordLine] = []
        while let row = try next(&reader, path) { lines.append(line(row, columns)) }
        return lines
    }

    private static func header(_ reader: inout DelimitedText, _ path: String) throws(RecordsError) -> [RecordColumn?] {
        guard let header = try next(&reader, path) else { throw RecordsError(path, "is empty.") }
        let columns: [RecordColumn?]
        do { columns = try header.columns() } catch { throw RecordsError(path, error.description) }
        for column in [RecordColumn.type, .id] where !columns.contains(column) {
            throw RecordsError(path, "has no column '\(column.rawValue)' in its first row.")
        }
        return columns
    }

    private static func next(
        _ reader: inout DelimitedText,
        _ path: String
    ) throws(RecordsError) -> DelimitedText.Row? {
        do {
            return try reader.next()
        } catch {
            throw RecordsError(path, "has a quote in row \(error.line) that is never closed.")
        }
    }

    private static func line(_ row: DelimitedText.Row, _ columns: [RecordColumn?]) -> RecordLine {
        var line = RecordLine(number: row.line)
        for case (let column?, let cell) in zip(columns, row.cells) {
            let values = column == .addresses ? cell.split(separator: ";").map(\.trimmingSpaces) : [cell.trimmingSpaces]
            let told = values.filter { !$0.isEmpty }
            if !told.isEmpty { line.cells[column] = told }
        }
        if let expected = row.expectation(under: columns) {
            line.problems.append(RecordProblem(row: row.line, column: nil, expected: expected))
        }
        return line
    }
}

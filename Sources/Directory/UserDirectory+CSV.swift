package import Interactions

extension UserDirectory {
    /// Reads comma-separated values; the first row names the columns.
    ///
    /// An empty cell was not told, but in a column of lists it says that there are none. Several values of a list have
    /// `;` in between.
    ///
    /// - Throws: `DirectoryError` if the file as a whole makes no sense.
    package init(csv text: String, path: String, observedAt: Timestamp) throws(DirectoryError) {
        var reader = CommaSeparated(text)
        let columns = try Self.header(&reader, path)
        var rows: [DirectoryRow] = []
        var unreadable: [(problem: DirectoryProblem, address: EmailAddress?)] = []
        while let row = try Self.next(&reader, path) {
            do throws(DirectoryProblem) {
                rows.append(DirectoryRow(number: row.line, cells: try Self.cells(row, columns)))
            } catch {
                unreadable.append((error, Self.address(row, columns)))
            }
        }
        self.init(rows, unreadable: unreadable, observedAt: observedAt)
    }

    private static func header(
        _ reader: inout CommaSeparated,
        _ path: String
    ) throws(DirectoryError) -> [DirectoryColumn] {
        guard let header = try next(&reader, path) else { throw DirectoryError(path, "is empty.") }
        var columns: [DirectoryColumn] = []
        for cell in header.cells {
            guard let column = DirectoryColumn(rawValue: cell.trimmingSpaces) else {
                throw DirectoryError(path, "has an unknown column. Known ones: \(DirectoryColumn.list).")
            }
            guard !columns.contains(column) else {
                throw DirectoryError(path, "has the column '\(column.rawValue)' twice.")
            }
            columns.append(column)
        }
        guard columns.contains(.email) else { throw DirectoryError(path, "has no column 'email' in its first row.") }
        return columns
    }

    private static func next(
        _ reader: inout CommaSeparated,
        _ path: String
    ) throws(DirectoryError) -> CommaSeparated.Row? {
        do {
            return try reader.next()
        } catch {
            throw DirectoryError(path, "has a quote in row \(error.line) that is never closed.")
        }
    }

    /// Whose row it would be, as far as it can be seen.
    private static func address(_ row: CommaSeparated.Row, _ columns: [DirectoryColumn]) -> EmailAddress? {
        zip(columns, row.cells).first { $0.0 == .email }.flatMap { EmailAddress($0.1) }
    }

    private static func cells(
        _ row: CommaSeparated.Row,
        _ columns: [DirectoryColumn]
    ) throws(DirectoryProblem) -> [DirectoryColumn: DirectoryRow.Cell] {
        guard !row.hasStrayQuote else {
            throw DirectoryProblem(
                row: row.line,
                column: nil,
                expected: "quotes around whole cells, and doubled inside"
            )
        }
        guard row.cells.count == columns.count else {
            throw DirectoryProblem(
                row: row.line,
                column: nil,
                expected: "\(columns.count) cells as in the first row, and found \(row.cells.count)"
            )
        }
        var cells: [DirectoryColumn: DirectoryRow.Cell] = [:]
        for (column, cell) in zip(columns, row.cells) {
            switch column {
            case .roles, .teamRoles, .groups, .administratorRoles:
                let parts = cell.split(separator: ";").map(\.trimmingSpaces).filter { !$0.isEmpty }
                cells[column] = .list(parts.map { .text($0) })
            case .email, .enabled, .guest, .kind, .location, .country, .optOut:
                let text = cell.trimmingSpaces
                if !text.isEmpty { cells[column] = .text(text) }
            }
        }
        return cells
    }
}

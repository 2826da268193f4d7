import Interactions

/// A first row that does not say which column is which.
package struct HeaderProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong and in which line, to follow on the file's name.
    package let description: String
}

extension FileColumn where Self: CaseIterable {
    /// The column of this name, in any case.
    package init?(name: String) {
        guard let column = Self.allCases.first(where: { $0.rawValue.caseFolded == name.caseFolded }) else { return nil }
        self = column
    }
}

extension DelimitedText.Row {
    /// The columns that the row names, in any case; nil for one without a name, as there is where every row ends in a
    /// delimiter.
    package func columns<Column: FileColumn & CaseIterable>(
        _ type: Column.Type = Column.self
    ) throws(HeaderProblem) -> [Column?] {
        let names = Column.allCases.map(\.rawValue)
        var columns: [Column?] = []
        for cell in cells.map(\.trimmingSpaces) {
            guard !cell.isEmpty else {
                columns.append(nil)
                continue
            }
            guard let column = Column(name: cell) else {
                let hint = cell.nearest(among: names).map { "Did you mean '\($0)'? " } ?? ""
                throw HeaderProblem(
                    description: "has an unknown column in line \(line): \(ShownValue.quoted(cell)). \(hint)"
                        + "Known ones: \(names.joined(separator: ", "))."
                )
            }
            guard !columns.contains(column) else {
                throw HeaderProblem(description: "has the column '\(column.rawValue)' twice.")
            }
            columns.append(column)
        }
        return columns
    }

    /// What would have to be there for the row to fit; nil if it does.
    package func expectation<Column>(under columns: [Column?]) -> String? {
        if hasStrayQuote { return "quotes around whole cells, and doubled inside" }
        if cells.count != columns.count {
            return "\(columns.count) cells as in the first row, and found \(cells.count)"
        }
        let isAstray = zip(columns, cells).contains { $0 == nil && !$1.trimmingSpaces.isEmpty }
        return isAstray ? "nothing below a column without a name" : nil
    }
}

import Interactions

/// A cell or a row that cannot be used.
package struct RecordProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line, as an editor counts.
    package let row: Int
    /// The column; nil if the row as a whole is wrong.
    package let column: RecordColumn?
    /// What should be there, without an address.
    package let expected: String
    /// What is there as far as it may be shown; nil if that would say nothing.
    package let found: String?

    init(row: Int, column: RecordColumn?, expected: String, value: String? = nil) {
        self.row = row
        self.column = column
        self.expected = expected
        found = column?.holdsAddresses == true ? nil : value.map(ShownValue.quoted)
    }

    package var description: String {
        "row \(row)" + (column.map { ", column '\($0.rawValue)'" } ?? "") + ": expected \(expected)"
            + (found.map { ", found \($0)" } ?? "")
    }
}

/// Why a file of records as a whole cannot be used.
package struct RecordsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, where, and what to do.
    package let description: String

    init(_ path: String, _ problem: String) {
        description = "The file of records '\(path)' \(problem)"
    }
}

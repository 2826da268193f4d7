import Interactions

/// A cell or a row that cannot be used.
package struct DirectoryProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// Of a CSV file the line as an editor counts, of a JSON file the user, from 1.
    package let row: Int
    /// The column; nil if the row as a whole is wrong.
    package let column: DirectoryColumn?
    /// What should be there, without an address.
    package let expected: String
    /// What is there as far as it may be shown, with an article or in quotes; nil if that would say nothing.
    package let found: String?

    /// - Parameter value: shown unless it could be an address.
    init(row: Int, column: DirectoryColumn?, expected: String, value: String? = nil) {
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

/// Why a file as a whole cannot be used.
package struct DirectoryError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, where, and what to do.
    package let description: String

    init(_ path: String, _ problem: String) {
        description = "The directory file '\(path)' \(problem)"
    }
}

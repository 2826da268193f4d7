import Interactions

/// A column of a file that people write.
package protocol FileColumn: RawRepresentable<String>, Hashable, Sendable {
    /// Whether its values are addresses, which no error may show.
    var holdsAddresses: Bool { get }
}

/// A cell or a row that cannot be used.
package struct CellProblem<Column: FileColumn>: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line as an editor counts; of a file that is one JSON value its element, from 1.
    package let row: Int
    /// Nil if the row as a whole is wrong.
    package let column: Column?
    /// What should be there, without an address.
    package let expected: String
    /// What is there as far as it may be shown, with an article or in quotes; nil if that would say nothing.
    package let found: String?

    /// - Parameter value: shown unless it could be an address.
    package init(row: Int, column: Column?, expected: String, value: String? = nil) {
        self.row = row
        self.column = column
        self.expected = expected
        found = column?.holdsAddresses == true ? nil : value.map(ShownValue.quoted)
    }

    /// Where it is, what should be there, and what is.
    package var description: String {
        "row \(row)" + (column.map { ", column '\($0.rawValue)'" } ?? "") + ": expected \(expected)"
            + (found.map { ", found \($0)" } ?? "")
    }
}

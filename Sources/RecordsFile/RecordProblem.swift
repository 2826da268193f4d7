package import TabularFiles

/// What cannot be used of a file of records.
package typealias RecordProblem = CellProblem<RecordColumn>

/// Why a file of records as a whole cannot be used.
package struct RecordsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, where, and what to do.
    package let description: String

    init(_ path: String, _ problem: String) {
        description = "The file of records '\(path)' \(problem)"
    }
}

package import TabularFiles

/// What cannot be used of a directory file.
package typealias DirectoryProblem = CellProblem<DirectoryColumn>

/// Why a file as a whole cannot be used.
package struct DirectoryError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, where, and what to do.
    package let description: String

    init(_ path: String, _ problem: String) {
        description = "The directory file '\(path)' \(problem)"
    }
}

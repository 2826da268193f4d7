import Scoring

/// How many records would have each grade under some bounds, as every face shows it.
package struct GradeListing {
    package struct Row: Encodable {
        package let grade: String
        package let records: Int
        package let percent: Int
    }

    /// Good, fair and poor.
    package let rows: [Row]

    /// - Parameters:
    ///   - good: the lowest good score, nil for the one that counts now.
    ///   - fair: the lowest fair score, nil for the one that counts now.
    /// - Throws: `EngineError` of code `unknownName` for bounds that are none.
    package init(_ relationships: Relationships, among records: [Int], good: Int? = nil, fair: Int? = nil) throws {
        let present = relationships.board.options.bounds
        guard let bounds = ScoringOptions.Bounds(good: good ?? present.good, fair: fair ?? present.fair) else {
            throw EngineError(
                .unknownName,
                "The lowest fair score must lie below the lowest good one, within 1 to 100."
            )
        }
        let grades = relationships.board.grades(under: bounds, among: records)
        let all = max(grades.reduce(0, +), 1)
        rows = zip(["good", "fair", "poor"], grades).map {
            Row(grade: $0, records: $1, percent: ($1 * 100 + all / 2) / all)
        }
    }
}

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
    /// - Throws: `EngineError` of code `outOfRange` for bounds that are none.
    package init(_ relationships: Relationships, among records: [Int], good: Int? = nil, fair: Int? = nil) throws {
        let present = relationships.board.options.bounds
        let (good, fair) = (good ?? present.good, fair ?? present.fair)
        guard let bounds = ScoringOptions.Bounds(good: good, fair: fair) else {
            throw EngineError(
                .outOfRange,
                "'good' and 'fair' must be from 1 to 100, and 'fair' less than 'good'; here they are \(good) and "
                    + "\(fair). One that is not given is as the settings have it."
            )
        }
        let grades = relationships.board.grades(under: bounds, among: records)
        let all = max(grades.reduce(0, +), 1)
        rows = zip(["good", "fair", "poor"], grades).map {
            Row(grade: $0, records: $1, percent: ($1 * 100 + all / 2) / all)
        }
    }
}

import Scoring

/// What open opportunities that close in one month may bring, by the state of their health.
package struct PipelineMonth: Encodable {
    /// For instance `2027-01`; `overdue` for what should have closed, `none` without a date.
    package let month: String
    package private(set) var opportunities = 0
    /// In hundredths of the base currency, of those that somebody estimated.
    package private(set) var valueHundredths: Int64 = 0
    package private(set) var goodHundredths: Int64 = 0
    package private(set) var fairHundredths: Int64 = 0
    package private(set) var poorHundredths: Int64 = 0
    package private(set) var unscoredHundredths: Int64 = 0

    private init(_ month: String) {
        self.month = month
    }

    private mutating func add(_ row: PipelineListing.Row) {
        opportunities += 1
        let value = row.estimatedValueHundredths ?? 0
        valueHundredths = Self.sum(valueHundredths, value)
        switch row.state {
        case Health.State.good.name: goodHundredths = Self.sum(goodHundredths, value)
        case Health.State.fair.name: fairHundredths = Self.sum(fairHundredths, value)
        case Health.State.poor.name: poorHundredths = Self.sum(poorHundredths, value)
        default: unscoredHundredths = Self.sum(unscoredHundredths, value)
        }
    }

    /// What somebody typed may be any number.
    private static func sum(_ one: Int64, _ other: Int64) -> Int64 {
        let (sum, overflow) = one.addingReportingOverflow(other)
        return overflow ? (other > 0 ? .max : .min) : sum
    }

    /// What is over first, then month by month, then what has no date.
    package static func months(of listing: PipelineListing) -> [PipelineMonth] {
        var months: [String: PipelineMonth] = [:]
        for row in listing.rows {
            let isOver = row.daysLeft ?? 0 < 0
            let month = isOver ? "overdue" : row.closeDate.map { String($0.prefix(7)) } ?? "none"
            months[month, default: PipelineMonth(month)].add(row)
        }
        func rank(_ month: String) -> String { month == "overdue" ? "" : month }
        return months.values.sorted { rank($0.month) < rank($1.month) }
    }
}

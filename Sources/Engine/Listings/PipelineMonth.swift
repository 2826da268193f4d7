import Interactions
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

    private mutating func add(_ value: Int64, _ state: Health.State) {
        opportunities += 1
        valueHundredths = Self.sum(valueHundredths, value)
        switch state {
        case .good: goodHundredths = Self.sum(goodHundredths, value)
        case .fair: fairHundredths = Self.sum(fairHundredths, value)
        case .poor: poorHundredths = Self.sum(poorHundredths, value)
        default: unscoredHundredths = Self.sum(unscoredHundredths, value)
        }
    }

    /// What somebody typed may be any number.
    private static func sum(_ one: Int64, _ other: Int64) -> Int64 {
        let (sum, overflow) = one.addingReportingOverflow(other)
        return overflow ? (other > 0 ? .max : .min) : sum
    }

    /// What is over first, then month by month, then what has no date.
    ///
    /// - Parameter records: positions of opportunities.
    package static func months(of records: [Int], _ relationships: Relationships) -> [PipelineMonth] {
        var months: [String: PipelineMonth] = [:]
        for record in records {
            let sale = relationships.index.records[record].sale
            let isOver = relationships.daysLeft(of: record) ?? 0 < 0
            let month = isOver ? "overdue" : sale?.closeDate.map { String($0.iso8601.prefix(7)) } ?? "none"
            months[month, default: PipelineMonth(month)].add(
                sale?.estimatedValue ?? 0,
                relationships.health(of: record).state
            )
        }
        func rank(_ month: String) -> String { month == "overdue" ? "" : month }
        return months.values.sorted { rank($0.month) < rank($1.month) }
    }
}

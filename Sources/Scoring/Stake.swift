/// An open opportunity that depends on a relationship.
package struct Stake: Hashable, Sendable {
    /// The most that a value counts, so that sums stay exact.
    static let mostValue: Int64 = 10_000_000_000_000

    /// In hundredths of the organisation's base currency, nil where nobody estimated it.
    package var value: Int64?
    /// When it is expected to close, in days since 1970-01-01.
    package var closeDay: Int64?

    package init(value: Int64? = nil, closeDay: Int64? = nil) {
        self.value = value.map { min(max($0, 0), Self.mostValue) }
        self.closeDay = closeDay
    }
}

/// What the CRM knows of an opportunity's course; a column that it does not have, or that nobody filled, is nil.
package struct Sale: Hashable, Sendable {
    /// `statecode` of an opportunity.
    package enum State: Int, Hashable, Sendable, CaseIterable {
        case open, won, lost
    }

    package var state = State.open
    /// Where in the sales process it is, in the CRM's words, which may begin with a number.
    package var stage: String?
    /// What it may bring, in hundredths of the organisation's base currency.
    package var estimatedValue: Int64?
    /// The base currency's code (ISO 4217), nil where the CRM does not say it or there is no value.
    package var currency: String?
    /// When it is expected to be closed.
    package var closeDate: CivilDate?

    package init() {}
}

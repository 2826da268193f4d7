import Interactions
import Scoring

/// Everything that is held about a person, as every face shows it.
package struct PersonListing: Encodable {
    package struct Record: Encodable {
        package let record: String
        package let name: String?
        package let isActive: Bool
    }

    package struct Relationship: Encodable {
        package let record: String
        package let name: String?
        /// Nil where there is no score.
        package let health: Int?
        package let state: String
    }

    package let addresses: [String]
    package let names: [String]
    package let isColleague: Bool
    package let isErased: Bool
    package let hasOptedOut: Bool
    package let records: [Record]
    package let emails: Int
    package let meetings: Int
    package let phoneCalls: Int
    package let inExchange: Int
    package let inCrm: Int
    /// Nil where nothing is stored.
    package let first: String?
    package let last: String?
    /// Mailboxes that have a copy of an interaction with the person.
    package let mailboxes: [String]
    package let ownMailboxes: [String]
    /// Nil where relationship analytics is off.
    package let relationships: [Relationship]?

    package init(_ report: PersonReport) {
        addresses = report.addresses.map(\.text)
        names = Set(report.rows.compactMap(\.name)).sorted()
        isColleague = report.isColleague
        isErased = report.isErased
        hasOptedOut = report.hasOptedOut
        records = report.rows.map { Record(record: $0.reference.text, name: $0.name, isActive: $0.isActive) }
        emails = report.interactions[.email] ?? 0
        meetings = report.interactions[.meeting] ?? 0
        phoneCalls = report.interactions[.phoneCall] ?? 0
        inExchange = report.inExchange
        inCrm = report.inCRM
        first = report.span?.lowerBound.iso8601
        last = report.span?.upperBound.iso8601
        mailboxes = report.mailboxes.map(\.text)
        ownMailboxes = report.ownMailboxes.map(\.text)
        relationships = report.relationships?.map {
            Relationship(record: $0.record.text, name: $0.name, health: $0.health.score, state: $0.health.state.name)
        }
    }
}

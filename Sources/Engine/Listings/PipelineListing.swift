import Interactions
import Scoring

/// Open opportunities: when they close, what they may bring and how the relationship does, as every face shows them.
package struct PipelineListing {
    package struct Row: NamedAsWritten {
        package let record: String
        package let name: String?
        package let account: String?
        package let accountName: String?
        package let owner: String?
        package let ownerName: String?
        package let stage: String?
        /// For instance `2027-01-12`, nil where the CRM has none.
        package let closeDate: String?
        /// From the clock's day (UTC), less than zero where it is over.
        package let daysLeft: Int?
        /// Of the base currency.
        package let estimatedValueHundredths: Int64?
        package let currency: String?
        package let health: Int?
        package let state: String
        package let trend: String
        package let strength: Int
        package let importance: Int64
        /// The opportunity's own, also where a list of relationships tells it by a contact.
        package let attention: Int64
        package let reason: String?
        package let last: ScoreListing.Last?
        package let next: ScoreListing.Moment?
        package let peopleOutside: Int
        package let peopleInside: Int
        /// Outsiders who have a say in it, as the CRM calls them.
        package let stakeholders: [String]
        /// Colleagues who work on it beside its owner.
        package let salesTeam: [String]
        package let basis: String
        package let scoringVersion: Int

        private enum CodingKeys: String, CodingKey {
            case record, name, account, owner, stage, currency, health, state, trend, strength, importance, attention
            case reason, last, next, stakeholders, basis
            case accountName = "account_name", ownerName = "owner_name", closeDate = "close_date"
            case daysLeft = "days_left", estimatedValueHundredths = "estimated_value_hundredths"
            case peopleOutside = "people_outside", peopleInside = "people_inside", salesTeam = "sales_team"
            case scoringVersion = "scoring_version"
        }
    }

    package let rows: [Row]

    /// - Parameter records: positions of opportunities.
    /// - Throws: what the store throws.
    package init(_ records: [Int], of relationships: Relationships) async throws {
        let scores = try await ScoreListing(records, of: relationships).rows
        rows = zip(records, scores).map { Row($0, $1, of: relationships) }
    }
}

extension PipelineListing.Row {
    fileprivate init(_ position: Int, _ row: ScoreListing.Row, of relationships: Relationships) {
        let record = relationships.index.records[position]
        let score = relationships.board.scores[position]
        (self.record, name, stage) = (row.record, row.name, row.stage)
        (account, accountName, owner, ownerName) = (row.account, row.accountName, row.owner, row.ownerName)
        closeDate = row.closeDate
        daysLeft = relationships.daysLeft(of: position)
        (estimatedValueHundredths, currency) = (row.estimatedValueHundredths, row.currency)
        (health, state, trend) = (row.health, row.state, row.trend)
        (strength, importance, attention) = (row.strength, row.importance, score.attention.points)
        reason = score.attention.words(score, at: relationships.board.now, in: relationships.language)
        (last, next) = (row.last, row.next)
        (peopleOutside, peopleInside) = (row.peopleOutside, row.peopleInside)
        // Rows that were merged are one, and whoever is not among the records is not to be named.
        func names(_ references: [CRMReference]) -> [String] {
            var known: Set<CRMReference> = []
            return references.compactMap { reference in
                guard let row = relationships.index.position(of: reference).map({ relationships.index.records[$0] })
                else { return relationships.index.name(of: reference) }
                return known.insert(row.reference).inserted ? row.name ?? row.reference.text : nil
            }
        }
        stakeholders = names(record.stakeholders)
        salesTeam = names(record.colleagues)
        (basis, scoringVersion) = (row.basis, row.scoringVersion)
    }
}

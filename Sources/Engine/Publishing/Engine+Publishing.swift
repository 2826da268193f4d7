import Dataverse
import Eligibility
import Interactions
import Scoring
import Settings

extension Engine {
    /// What became of a publication.
    package struct PublicationOutcome: Hashable, Sendable {
        package let written: Int
        package let removed: Int
        /// Rows that the CRM would not take, for example because their record is not there any more.
        package let refused: Int
    }

    /// What would be changed in the CRM's own table.
    ///
    /// Where the feature is off, nothing is left in the table; who opted out or was erased is in no relationship.
    ///
    /// - Throws: `EngineError`, `SourceError`, or what the store throws.
    package func planPublication() async throws -> Publication {
        let table = try relationshipTable()
        let eligibility = try await eligibility()
        guard try eligibility.decideTenant()[.relationshipAnalytics].basis != .off else {
            return Publication([], over: try await table.rows(), isWhole: true)
        }
        let relationships = try await Relationships(
            self,
            for: .relationshipAnalytics,
            at: clock(),
            knowing: eligibility
        )
        let wanted = relationships.index.records.indices.compactMap { relationships.published($0) }
        return Publication(
            wanted,
            over: try await table.rows(),
            isWhole: !relationships.isReading && relationships.emptiness == nil
        )
    }

    /// Does it; done again, it changes nothing.
    ///
    /// - Throws: `EngineError` or `SourceError`; what was done before stays done.
    package func publish(_ publication: Publication) async throws -> PublicationOutcome {
        let outcome = try await relationshipTable()
            .change(writing: publication.written, removing: publication.removed)
        return PublicationOutcome(written: outcome.written, removed: outcome.removed, refused: outcome.refused)
    }

    private func relationshipTable() throws -> RelationshipTable {
        guard let table = settings.dataverse.publishedTable, let client = try dataverseClient() else {
            throw EngineError(
                .badSettings,
                "Nothing is written to the CRM unless 'dataverse.url' and 'dataverse.publishTable' say where."
            )
        }
        return RelationshipTable(table, client: client)
    }
}

extension Relationships {
    /// Nil for a record without a score, and for one that is nobody's relationship.
    fileprivate func published(_ position: Int) -> PublishedRelationship? {
        let record = index.records[position]
        let health = health(of: position)
        guard !record.reference.table.isInternal, let points = health.score else { return nil }
        let score = board.scores[position]
        return PublishedRelationship(
            record: record.reference,
            health: points,
            grade: health.state.name,
            trend: health.trend.name,
            strength: score.strength,
            lastContact: score.last.map { Timestamp(microseconds: $0.at) },
            nextContact: score.next.map { Timestamp(microseconds: $0.at) },
            basis: score.isInExchange ? "exchange" : "crm"
        )
    }
}

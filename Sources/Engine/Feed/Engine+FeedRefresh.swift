import Connector
import Eligibility
import Feed
package import Interactions
import Normalization
package import SQLiteStore
import Scoring
import Settings

/// Works out what derived streams say, and keeps it as what is told.
extension Engine {
    /// Makes the derived streams say what the store, the settings and the clock say now.
    ///
    /// - Throws: `EngineError` of code `busy` while another process writes, and what scoring throws.
    package func refreshFeed(_ streams: some Sequence<FeedStream> = FeedStream.allCases) async throws {
        let wanted = Set(streams).filter(\.isDerived)
        guard !wanted.isEmpty, installation.hasStore else { return }
        try await refreshFeed(streams, into: try installation.store())
    }

    /// The same with a store that is open for writing already.
    package func refreshFeed(
        _ streams: some Sequence<FeedStream> = FeedStream.allCases,
        into store: SQLiteInteractionStore
    ) async throws {
        let wanted = Set(streams).filter(\.isDerived)
        let identity = try installation.identity()
        let naming: FeedNaming = { identity.row($0) }
        if wanted.contains(.record) {
            _ = try await store.retell(.record, as: RecordRows(naming).rows(try await Relationships.records(store)))
        }
        if wanted.contains(.person) {
            _ = try await store.retell(.person, as: try await PersonRows(naming, store).rows())
        }
        if wanted.contains(.relationship) {
            var rows: [KeyedHash: [UInt8]] = [:]
            if let scored = try await relationships(for: .relationshipAnalytics) {
                rows = try await RelationshipRows(naming, scored).rows()
            }
            _ = try await store.retell(.relationship, as: rows)
        }
        if wanted.contains(.introduction) {
            var rows: [KeyedHash: [UInt8]] = [:]
            if let scored = try await relationships(for: .whoKnowsWhom) {
                rows = try await IntroductionRows(naming, scored, settings.introductions).rows()
            }
            _ = try await store.retell(.introduction, as: rows)
        }
    }

    /// Nil where the feature is off: then nothing is told of it.
    private func relationships(for feature: Feature) async throws -> Relationships? {
        let decision = try await eligibility().decideTenant()[feature]
        guard decision.basis != .off else { return nil }
        return try await Relationships(self, for: feature, at: clock())
    }
}

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
    /// Makes the derived streams say what the store, the settings and the day say now.
    ///
    /// - Throws: `StoreError` of code `busy` while another process writes, and what scoring throws.
    package func refreshFeed(_ streams: some Sequence<FeedStream> = FeedStream.allCases) async throws {
        let wanted = Set(streams).filter(\.isDerived)
        guard !wanted.isEmpty, installation.hasStore else { return }
        try await refreshFeed(streams, into: try installation.store())
    }

    /// Makes them so in a store that is open for writing already.
    ///
    /// - Parameter eligibility: by facts that were read before; nil to ask for them.
    package func refreshFeed(
        _ streams: some Sequence<FeedStream> = FeedStream.allCases,
        into store: SQLiteInteractionStore,
        knowing eligibility: EligibilityService? = nil
    ) async throws {
        let wanted = Set(streams).filter(\.isDerived)
        try await installation.tellingOrErasing.pass { try await retell(wanted, in: store, knowing: eligibility) }
    }

    private func retell(
        _ wanted: Set<FeedStream>,
        in store: SQLiteInteractionStore,
        knowing known: EligibilityService?
    ) async throws {
        let identity = try installation.identity()
        let naming: FeedNaming = { identity.row($0) }
        if wanted.contains(.record) {
            _ = try await store.retell(.record, as: RecordRows(naming).rows(try await Relationships.records(store)))
        }
        if wanted.contains(.person) {
            _ = try await store.retell(.person, as: try await PersonRows(naming, store).rows())
        }
        guard wanted.contains(.relationship) || wanted.contains(.introduction) else { return }
        let eligibility = if let known { known } else { try await eligibility() }
        // Of what depends on the clock only the day counts, and what happened since: else every row would change with
        // every second.
        let now = clock()
        let sinceMidnight = now.microseconds.flooredDivision(by: Timestamp.microsecondsPerDay).remainder
        let day = Timestamp(microseconds: now.microseconds - sinceMidnight)
        if wanted.contains(.relationship) {
            var rows: [KeyedHash: [UInt8]] = [:]
            if let scored = try await relationships(for: .relationshipAnalytics, eligibility, at: day) {
                rows = try await RelationshipRows(naming, scored, through: now).rows()
            }
            _ = try await store.retell(.relationship, as: rows)
        }
        if wanted.contains(.introduction) {
            var rows: [KeyedHash: [UInt8]] = [:]
            if let scored = try await relationships(for: .whoKnowsWhom, eligibility, at: day) {
                rows = try await IntroductionRows(naming, scored, settings.introductions, through: now).rows()
            }
            _ = try await store.retell(.introduction, as: rows)
        }
    }

    /// Nil where the feature is off: then nothing is told of it.
    private func relationships(
        for feature: Feature,
        _ eligibility: EligibilityService,
        at clock: Timestamp
    ) async throws -> Relationships? {
        let decision = try eligibility.decideTenant()[feature]
        guard decision.basis != .off else { return nil }
        return try await Relationships(self, for: feature, at: clock, knowing: eligibility)
    }
}

import Connector
import Dataverse
package import Eligibility
import Interactions
import Scoring
import Settings

/// Relationships that are scored once for many who look: again when the store, the decision or the clock moved on, from
/// what changed where that is enough.
package actor RelationshipBoard {
    /// How long what services say of users counts.
    private static let factsLife = Duration.seconds(60)
    /// How long scores count while nothing changes; their clock stands still meanwhile.
    private static let scoresLife = Duration.seconds(300)
    /// How long the store is not asked again whether it has moved on: to ask it is more work than many an answer.
    private static let pause = Duration.seconds(1)
    /// So much longer than it takes to score everything, scores count while a sync goes on beside.
    private static let patience = 20

    /// What scores depend on beside the store, and how its calendar shows them; whatever is different counts at once.
    private struct Standing: Hashable {
        let revision: Int
        let decision: String
        /// Who opted out a moment ago, or was erased, is shown to nobody any more.
        let optedOut: Int
        let removals: Int
        /// Dates of the CRM are days of universal time, and sentences say days of this place.
        let days: [Int64]

        init(_ engine: Engine, _ eligibility: EligibilityService) throws {
            revision = engine.revision
            decision = try eligibility.decideTenant().id.text
            optedOut = try eligibility.optedOut().fingerprint
            removals = try eligibility.removals()
            let now = engine.clock().microseconds
            days = [now.flooredDivision(by: Timestamp.microsecondsPerDay).quotient, LocalDay.number(of: now)]
        }
    }

    private struct Scored {
        let relationships: Relationships
        let standing: Standing
        /// How far the store was then; nil if there was none.
        let extent: FeedExtent?
        let at: ContinuousClock.Instant
        /// When its clock was the present one.
        let clockAt: ContinuousClock.Instant
        let cost: Duration
        /// When the store was asked whether it has moved on.
        var askedAt: ContinuousClock.Instant
    }

    private let currentEngine: @Sendable () -> Engine
    private let clock = ContinuousClock()
    private let sights = SightBook()
    private var facts: (service: EligibilityService, revision: Int, at: ContinuousClock.Instant)?
    /// What stands on the same data is the same for every feature.
    private var scored: [TenantDecision.Basis: Scored] = [:]
    private var building: Set<TenantDecision.Basis> = []
    private var waiting: [CheckedContinuation<Void, Never>] = []

    /// - Parameter engine: asked for anew for every question, because the configuration may be read again.
    package init(_ engine: @escaping @Sendable () -> Engine) {
        currentEngine = engine
    }

    private var engine: Engine { currentEngine() }

    /// Lets the next question see everything anew, because something was changed.
    package func forget() async {
        await sights.forget()
        facts = nil
        scored = [:]
    }

    /// Decides as of now; what services say of users is at most a minute old.
    ///
    /// - Throws: what `Engine.eligibility` throws.
    package func eligibility() async throws -> EligibilityService {
        // Without a log nobody knows yet where one will be.
        let engine = engine
        if let facts, clock.now - facts.at < Self.factsLife, facts.service.log != nil, facts.revision == engine.revision
        {
            return facts.service
        }
        let service = try await engine.eligibility()
        facts = (service, engine.revision, clock.now)
        return service
    }

    /// Everything about relationships as far as this feature may use it.
    ///
    /// - Throws: what `Relationships.init` throws.
    package func relationships(for feature: Feature) async throws -> Relationships {
        let engine = engine
        let eligibility = try await eligibility()
        let standing = try Standing(engine, eligibility)
        let basis = try eligibility.decideTenant()[feature].basis
        while true {
            if let usable = try await usable(basis, standing) { return usable }
            guard building.contains(basis) else { break }
            await withCheckedContinuation { waiting.append($0) }
        }
        building.insert(basis)
        defer {
            building.remove(basis)
            for continuation in waiting { continuation.resume() }
            waiting = []
        }
        let began = clock.now
        let former = scored[basis]
        let extent = try await extent()
        let relationships = try await Relationships(
            engine,
            for: feature,
            at: engine.clock(),
            knowing: eligibility,
            after: former?.relationships,
            standing: former.map { $0.standing == standing && began - $0.clockAt < Self.scoresLife } ?? false
        )
        let stands = former?.relationships.board.now == relationships.board.now
        let now = clock.now
        scored[basis] = Scored(
            relationships: relationships,
            standing: standing,
            extent: extent,
            at: now,
            clockAt: stands ? former?.clockAt ?? began : began,
            cost: now - began,
            askedAt: now
        )
        return relationships
    }

    /// What somebody may see of these relationships, as the settings say who decides that.
    ///
    /// - Throws: what the store throws; `SourceError` if the CRM is asked and does not say.
    package func sight(of viewer: Viewer, in relationships: Relationships) async throws -> Sight {
        let engine = engine
        guard engine.settings.console.sight == .dataverse, let client = try engine.dataverseClient() else {
            return try await Sight(viewer, relationships)
        }
        let sights = sights
        return try await Sight(
            viewer,
            listed: {
                try await sights.records(of: viewer, asking: VisibleRecords(client: client))
            }
        )
    }

    /// Nil if it has to be scored again, and by whoever asks.
    private func usable(_ basis: TenantDecision.Basis, _ standing: Standing) async throws -> Relationships? {
        guard let scored = scored[basis], scored.standing == standing else { return nil }
        let now = clock.now
        guard now - scored.clockAt < Self.scoresLife || building.contains(basis) else { return nil }
        let isFresh = now - scored.at < scored.cost * Self.patience || now - scored.askedAt < Self.pause
        if isFresh || building.contains(basis) { return scored.relationships }
        guard try await extent() == scored.extent else { return nil }
        self.scored[basis]?.askedAt = now
        return scored.relationships
    }

    private func extent() async throws -> FeedExtent? {
        guard engine.installation.hasStore else { return nil }
        return try await engine.installation.reader().extent()
    }
}

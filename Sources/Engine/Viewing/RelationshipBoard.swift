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
    /// So much longer than it takes to score everything, scores count while a sync goes on beside.
    private static let patience = 20

    private struct Scored {
        let relationships: Relationships
        let decision: String
        let at: ContinuousClock.Instant
        /// When its clock was the present one.
        let clockAt: ContinuousClock.Instant
        let cost: Duration
    }

    private let currentEngine: @Sendable () -> Engine
    private let clock = ContinuousClock()
    private let sights = SightBook()
    private var facts: (service: EligibilityService, at: ContinuousClock.Instant)?
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
        if let facts, clock.now - facts.at < Self.factsLife, facts.service.log != nil { return facts.service }
        let service = try await engine.eligibility()
        facts = (service, clock.now)
        return service
    }

    /// Everything about relationships as far as this feature may use it.
    ///
    /// - Throws: what `Relationships.init` throws.
    package func relationships(for feature: Feature) async throws -> Relationships {
        let eligibility = try await eligibility()
        let tenant = try eligibility.decideTenant()
        let basis = tenant[feature].basis
        // Who opted out a moment ago is shown to nobody any more.
        let decision = try "\(tenant.id.text) \(eligibility.optedOut().fingerprint)"
        while true {
            if let usable = try await usable(basis, decision) { return usable }
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
        let relationships = try await Relationships(
            engine,
            for: feature,
            at: engine.clock(),
            knowing: eligibility,
            after: former?.relationships,
            standing: former.map { began - $0.clockAt < Self.scoresLife } ?? false
        )
        let stands = former?.relationships.board.now == relationships.board.now
        scored[basis] = Scored(
            relationships: relationships,
            decision: decision,
            at: clock.now,
            clockAt: stands ? former?.clockAt ?? began : began,
            cost: clock.now - began
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
    private func usable(_ basis: TenantDecision.Basis, _ decision: String) async throws -> Relationships? {
        guard let scored = scored[basis], scored.decision == decision else { return nil }
        let now = clock.now
        guard now - scored.clockAt < Self.scoresLife || building.contains(basis) else { return nil }
        if now - scored.at < max(.seconds(1), scored.cost * Self.patience) || building.contains(basis) {
            return scored.relationships
        }
        return try await lastSequence() == scored.relationships.sequence ? scored.relationships : nil
    }

    private func lastSequence() async throws -> Int64 {
        guard engine.installation.hasStore else { return 0 }
        return try await engine.installation.reader().extent().sequence
    }
}

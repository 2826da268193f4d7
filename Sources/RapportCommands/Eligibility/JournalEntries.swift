import Eligibility
import Interactions

/// `event`: what an administrator did.
struct EventEntry: Codable {
    static let kind = "event"

    enum Name: String, Codable {
        case premiumFeaturesInstalled, premiumFeaturesRemoved, enabled, disabled, rolesSelected, exchangeSwitched
        case featureSwitched, consentGranted, consentWithdrawn
    }

    let event: Name
    /// Keyed hash of who is responsible.
    let actor: String
    var on: Bool?
    var feature: String?
    var roles: [String]?
    /// When it happened, if the configuration declared that; otherwise it happened when it was recorded.
    var declaredFor: String?

    init(_ kind: LifeCycleEvent.Kind, actor: String, declaredFor instant: Timestamp? = nil) {
        self.actor = actor
        declaredFor = instant?.iso8601
        switch kind {
        case .premiumFeaturesInstalled: event = .premiumFeaturesInstalled
        case .premiumFeaturesRemoved: event = .premiumFeaturesRemoved
        case .enabled: event = .enabled
        case .disabled: event = .disabled
        case .consentGranted: event = .consentGranted
        case .consentWithdrawn: event = .consentWithdrawn
        case .rolesSelected(let names): (event, roles) = (.rolesSelected, names.sorted())
        case .exchangeSwitched(let on): (event, self.on) = (.exchangeSwitched, on)
        case .featureSwitched(let feature, let on):
            (event, self.feature, self.on) = (.featureSwitched, feature.rawValue, on)
        }
    }

    /// Nil if a part is missing.
    func event(recordedAt instant: Timestamp) -> LifeCycleEvent? {
        let at = declaredFor.map { Timestamp(iso8601: $0) } ?? instant
        guard let at, let lifeCycleEvent else { return nil }
        return LifeCycleEvent(lifeCycleEvent, at: at)
    }

    private var lifeCycleEvent: LifeCycleEvent.Kind? {
        switch event {
        case .premiumFeaturesInstalled: .premiumFeaturesInstalled
        case .premiumFeaturesRemoved: .premiumFeaturesRemoved
        case .enabled: .enabled
        case .disabled: .disabled
        case .consentGranted: .consentGranted
        case .consentWithdrawn: .consentWithdrawn
        case .rolesSelected: roles.map { .rolesSelected(Set($0)) }
        case .exchangeSwitched: on.map { .exchangeSwitched(on: $0) }
        case .featureSwitched:
            if let on, let feature = feature.flatMap(Feature.init(rawValue:)) {
                .featureSwitched(feature, on: on)
            } else {
                nil
            }
        }
    }
}

/// What one gate said: part of a decision's entry.
struct GateEntry: Codable {
    struct Fact: Codable {
        let name: String
        let value: String?
        let source: String
        let observedAt: String
    }

    let gate: String
    /// The first reason; nil if it is passed.
    let reason: String?
    /// Every reason; logs of earlier versions have the first alone.
    let reasons: [String]?
    /// `passed`, `notRequired` or `failed`; logs of earlier versions do not say.
    let verdict: String?
    let facts: [Fact]

    init(_ result: GateResult) {
        gate = result.gate.rawValue
        reason = result.reasons.first?.code.rawValue
        reasons = result.reasons.map(\.code.rawValue)
        verdict = result.verdict.rawValue
        facts = result.evidence.map {
            Fact(name: $0.name, value: $0.value, source: $0.source.rawValue, observedAt: $0.observedAt.iso8601)
        }
    }
}

/// `decision`: a decision on a mailbox that is not the one before.
struct DecisionEntry: Codable {
    static let kind = "decision"

    /// Keyed hash of the address.
    let mailbox: String
    let decision: String
    let isAdmitted: Bool
    let rules: Int
    let gates: [GateEntry]

    init(_ decision: Decision, mailbox: String) {
        self.mailbox = mailbox
        self.decision = decision.id.text
        isAdmitted = decision.admission != nil
        rules = EligibilityPolicy.version
        gates = decision.results.map { GateEntry($0) }
    }
}

/// `tenant`: a decision on the tenant that is not the one before.
struct TenantEntry: Codable {
    static let kind = "tenant"

    let decision: String
    let features: [String: String]
    let rules: Int
    let gates: [GateEntry]

    init(_ decision: TenantDecision) {
        self.decision = decision.id.text
        features = Dictionary(uniqueKeysWithValues: decision.features.map { ($0.key.rawValue, $0.value.rawValue) })
        rules = EligibilityPolicy.version
        gates = decision.results.map { GateEntry($0) }
    }
}

/// `purge`, `erasure` and `retention`: whose data is about to be removed, and then how much it was.
struct RemovalEntry: Codable {
    static let purge = "purge"
    static let erasure = "erasure"
    static let retention = "retention"

    /// Keyed hashes of the addresses; none for retention.
    let of: [String]
    /// Nil before the removal.
    let removed: Int?
    let changed: Int?
}

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

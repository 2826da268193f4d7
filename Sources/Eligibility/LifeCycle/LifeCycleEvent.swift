package import Interactions

/// Something that an administrator did.
package struct LifeCycleEvent: Hashable, Sendable {
    /// What was done.
    package enum Kind: Hashable, Sendable {
        case premiumFeaturesInstalled, premiumFeaturesRemoved
        case enabled, disabled
        /// Roles by name or id; none means nobody's Exchange data.
        case rolesSelected(Set<String>)
        case exchangeSwitched(on: Bool)
        case featureSwitched(Feature, on: Bool)
        case consentGranted, consentWithdrawn

        /// Whether it admits nobody and begins no period, so that it needs no certain time.
        package var onlyTakesAway: Bool {
            switch self {
            case .premiumFeaturesRemoved, .disabled, .consentWithdrawn: true
            case .exchangeSwitched(let on), .featureSwitched(_, let on): !on
            case .rolesSelected(let names): names.isEmpty
            case .premiumFeaturesInstalled, .enabled, .consentGranted: false
            }
        }

        /// Whether mailboxes that are admitted may be refused after it.
        package var mayRefuse: Bool {
            if case .rolesSelected = self { true } else { onlyTakesAway }
        }
    }

    package let kind: Kind
    package let at: Timestamp

    package init(_ kind: Kind, at: Timestamp) {
        self.kind = kind
        self.at = at
    }
}

/// What relationship intelligence offers.
package enum Feature: String, Hashable, Sendable, CaseIterable {
    case relationshipAnalytics
    case whoKnowsWhom

    /// As it begins a sentence.
    package var name: String {
        switch self {
        case .relationshipAnalytics: "Relationship analytics"
        case .whoKnowsWhom: "Who knows whom"
        }
    }
}

package import Interactions

/// How the life cycle stands at one instant.
package struct LifeCycleState: Hashable, Sendable {
    package enum SwitchState: Hashable, Sendable {
        case on(since: Timestamp)
        /// Nil if it never was on.
        case off(since: Timestamp?)
        /// By itself, because the consent was missing on day 14.
        case autoDisabled(at: Timestamp)

        package var isOn: Bool {
            if case .on = self { true } else { false }
        }
    }

    package enum Consent: Hashable, Sendable {
        case granted(at: Timestamp)
        /// The clock runs.
        case pending(until: Timestamp)
        /// Nil if the clock has run out, or nothing is enabled.
        case withdrawn(at: Timestamp, pendingUntil: Timestamp?)
        /// Never given, and no clock runs.
        case missing
    }

    package struct Roles: Hashable, Sendable {
        package let names: Set<String>
        package let since: Timestamp
    }

    /// The instant itself, or the last event's if that is later.
    package let at: Timestamp
    package let premiumFeatures: SwitchState
    package let activation: SwitchState
    package let exchange: SwitchState
    package let features: [Feature: SwitchState]
    package let consent: Consent
    /// Nil before anybody selected any.
    package let roles: Roles?

    package subscript(feature: Feature) -> SwitchState { features[feature] ?? .off(since: nil) }

    /// What administrators have to be told as long as the consent is missing; nil if there is nothing to tell.
    package var banner: Banner? {
        switch consent {
        case .granted: return nil
        case .pending(let end), .withdrawn(_, let end?): return Banner(.pending(until: end), at: at)
        case .withdrawn(_, nil), .missing:
            if case .autoDisabled(let then) = exchange { return Banner(.switchedOff(at: then), at: at) }
            if case .autoDisabled(let then) = self[.whoKnowsWhom] { return Banner(.switchedOff(at: then), at: at) }
            return nil
        }
    }
}

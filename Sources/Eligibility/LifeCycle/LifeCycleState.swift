package import Interactions

/// How the life cycle stands at one instant.
package struct LifeCycleState: Hashable, Sendable {
    /// Whether something is on, since when, and whether it went off by itself.
    package enum SwitchState: Hashable, Sendable {
        case on(since: Timestamp)
        /// Off, since an instant that is nil if it never was on.
        case off(since: Timestamp?)
        /// Off by itself, because the consent was missing on day 14.
        case autoDisabled(at: Timestamp)

        package var isOn: Bool {
            if case .on = self { true } else { false }
        }
    }

    /// How it stands with the consent.
    package enum Consent: Hashable, Sendable {
        case granted(at: Timestamp)
        /// Not given yet, while the clock runs.
        case pending(until: Timestamp)
        /// Withdrawn; the clock's end is nil if it has run out, or nothing is enabled.
        case withdrawn(at: Timestamp, pendingUntil: Timestamp?)
        /// Never given, and no clock runs.
        case missing
    }

    /// The security roles whose holders' Exchange data is used, by name or id.
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
    /// The selected roles; nil before anybody selected any.
    package let roles: Roles?
    /// When an administrator switched the Exchange integration off by name; nil if that is not so.
    let exchangeSwitchedOffAt: Timestamp?
    /// When an administrator switched a feature off by name.
    let featuresSwitchedOffAt: [Feature: Timestamp]
    /// When parts switched off by themselves, unless relationship intelligence was enabled or disabled since.
    package let autoDisabledAt: Timestamp?

    package subscript(feature: Feature) -> SwitchState { features[feature] ?? .off(since: nil) }

    /// What administrators have to be told as long as consent or enabling is missing; nil if there is nothing to tell.
    package var banner: Banner? {
        switch consent {
        case .granted: autoDisabledAt.map { Banner(.enableAgain(since: $0), at: at) }
        case .pending(let end), .withdrawn(_, let end?): Banner(.pending(until: end), at: at)
        case .withdrawn(_, nil), .missing: autoDisabledAt.map { Banner(.switchedOff(at: $0), at: at) }
        }
    }
}

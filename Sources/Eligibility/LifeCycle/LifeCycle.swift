package import Interactions

/// What the recorded events amount to: a value that one event after the other is applied to.
///
/// How things stand also depends on the time, because parts switch off by themselves; `state(at:)` says how.
package struct LifeCycle: Hashable, Sendable {
    /// From being enabled to the switch-off without consent: 14 × 24 hours.
    package static let consentPeriod = Duration.seconds(14 * 24 * 3_600)

    /// Somebody's last word on something that is on or off, nil before the first.
    private struct Switch: Hashable, Sendable {
        var isOn: Bool
        var since: Timestamp
    }

    private var premiumFeatures: Switch?
    private var activation: Switch?
    private var exchange: Switch?
    private var features: [Feature: Switch] = [:]
    private var consent: Switch?
    private var roles: LifeCycleState.Roles?
    /// When the consent was missing on day 14, until enabled again.
    private var autoDisabledAt: Timestamp?
    private var latest: Timestamp?

    package init() {}

    /// What is so already when it is said again is no error here: the same event may be recorded and declared.
    ///
    /// - Throws: the first event's error that cannot follow on those before it.
    package init(replaying events: some Sequence<LifeCycleEvent>) throws(LifeCycleError) {
        self.init()
        for event in events {
            do {
                try apply(event)
            } catch {
                guard error == .unchanged || error == .alreadyEnabled else { throw error }
            }
        }
    }

    /// - Throws: if the event cannot follow on what happened so far; nothing changes then.
    package mutating func apply(_ event: LifeCycleEvent) throws(LifeCycleError) {
        if let latest, event.at < latest { throw .tooEarly }
        var next = self
        next.passTime(to: event.at)
        try next.take(event)
        next.latest = event.at
        self = next
    }

    private mutating func take(_ event: LifeCycleEvent) throws(LifeCycleError) {
        switch event.kind {
        case .premiumFeaturesInstalled: try Self.turn(&premiumFeatures, on: true, event.at)
        case .premiumFeaturesRemoved: try Self.turn(&premiumFeatures, on: false, event.at)
        case .enabled: try enable(event.at)
        case .disabled:
            guard isEnabled else { throw .notEnabled }
            activation = Switch(isOn: false, since: event.at)
        case .rolesSelected(let names):
            guard names != roles?.names else { throw .unchanged }
            roles = LifeCycleState.Roles(names: names, since: event.at)
        case .exchangeSwitched(let on):
            try mayTurnOn(on)
            try Self.turn(&exchange, on: on, event.at)
        case .featureSwitched(let feature, let on):
            try mayTurnOn(on && feature.needsConsent)
            try Self.turn(&features[feature], on: on, event.at)
        case .consentGranted: try Self.turn(&consent, on: true, event.at)
        case .consentWithdrawn:
            guard consent?.isOn == true else { throw .noConsent }
            try Self.turn(&consent, on: false, event.at)
        }
    }

    private var isEnabled: Bool { activation?.isOn == true }

    private mutating func enable(_ at: Timestamp) throws(LifeCycleError) {
        guard premiumFeatures?.isOn == true else { throw .premiumFeaturesMissing }
        let isWhole = autoDisabledAt == nil && exchange?.isOn == true && features.allSatisfy { $0.value.isOn }
        guard !isEnabled || !isWhole else { throw .alreadyEnabled }
        let on = Switch(isOn: true, since: at)
        activation = on
        exchange = on
        for feature in Feature.allCases { features[feature] = on }
        autoDisabledAt = nil
    }

    private func mayTurnOn(_ isNeeded: Bool) throws(LifeCycleError) {
        guard isEnabled else { throw .notEnabled }
        guard !isNeeded || autoDisabledAt == nil else { throw .enableAgain }
    }

    private static func turn(_ word: inout Switch?, on: Bool, _ at: Timestamp) throws(LifeCycleError) {
        guard (word?.isOn ?? false) != on else { throw .unchanged }
        word = Switch(isOn: on, since: at)
    }

    // MARK: Time

    /// The end of the clock that being enabled started.
    private var deadline: Timestamp? {
        activation.flatMap { $0.isOn ? $0.since.advanced(by: Self.consentPeriod) : nil }
    }

    /// Switches off what the time has switched off. A consent that is withdrawn after day 14 has no days left.
    private mutating func passTime(to now: Timestamp) {
        guard autoDisabledAt == nil, consent?.isOn != true, let deadline, now >= deadline else { return }
        autoDisabledAt = max(deadline, consent?.since ?? deadline)
    }

    /// How things stand at an instant; a clock that was set back counts as standing still since the last event.
    package func state(at instant: Timestamp) -> LifeCycleState {
        let now = max(instant, latest ?? instant)
        var settled = self
        settled.passTime(to: now)
        return settled.settledState(at: now)
    }

    private func settledState(at now: Timestamp) -> LifeCycleState {
        LifeCycleState(
            at: now,
            premiumFeatures: part(premiumFeatures, endsWithClock: false),
            activation: part(activation, endsWithClock: false),
            exchange: isEnabled ? part(exchange, endsWithClock: true) : .off(since: activation?.since),
            features: Dictionary(
                uniqueKeysWithValues: Feature.allCases.map { feature in
                    let state = part(features[feature], endsWithClock: feature.needsConsent)
                    return (feature, isEnabled ? state : .off(since: activation?.since))
                }
            ),
            consent: consentState,
            roles: roles
        )
    }

    private func part(_ word: Switch?, endsWithClock: Bool) -> LifeCycleState.SwitchState {
        guard let word, word.isOn else { return .off(since: word?.since) }
        if endsWithClock, let autoDisabledAt { return .autoDisabled(at: autoDisabledAt) }
        return .on(since: word.since)
    }

    private var consentState: LifeCycleState.Consent {
        if let consent, consent.isOn { return .granted(at: consent.since) }
        let pendingUntil = autoDisabledAt == nil ? deadline : nil
        if let consent { return .withdrawn(at: consent.since, pendingUntil: pendingUntil) }
        return pendingUntil.map { .pending(until: $0) } ?? .missing
    }
}

extension Feature {
    /// Whether day 14 without consent switches the whole feature off; relationship analytics goes on with CRM data.
    fileprivate var needsConsent: Bool { self == .whoKnowsWhom }
}

package import Interactions

/// What the recorded events amount to: a value that one event after the other is applied to.
///
/// How things stand also depends on the time, because parts switch off by themselves; `state(at:)` says how.
package struct LifeCycle: Hashable, Sendable {
    /// The time from being enabled to the switch-off without consent: 14 × 24 hours.
    package static let consentPeriod = Duration.seconds(14 * 24 * 3_600)

    /// Somebody's last word on something that is on or off, nil before the first.
    private struct Switch: Hashable, Sendable {
        var isOn: Bool
        var since: Timestamp
    }

    private var premiumFeatures: Switch?
    private var activation: Switch?
    private var consent: Switch?
    // What nobody switched by name is on once relationship intelligence is enabled.
    private var exchange: Switch?
    private var features: [Feature: Switch] = [:]
    private var roles: LifeCycleState.Roles?
    /// The end of the clock that being enabled started, also after it.
    private var deadline: Timestamp?
    /// When the consent was missing on day 14, until enabled again.
    private var autoDisabledAt: Timestamp?
    private var latest: Timestamp?

    package init() {}

    /// Goes through events that were recorded or declared; what is so already when it is said again is no error here.
    ///
    /// That something was enabled without the premium features is history: it may have been on own servers.
    ///
    /// - Throws: the first event's error that cannot follow on those before it.
    package init(replaying events: some Sequence<LifeCycleEvent>) throws(LifeCycleError) {
        self.init()
        for event in events {
            do {
                try apply(event, under: .ownServer)
            } catch {
                guard error.isAlreadySo else { throw error }
            }
        }
    }

    /// Adds what happens now.
    ///
    /// - Throws: if the event cannot follow on what happened so far; nothing changes then.
    package mutating func apply(
        _ event: LifeCycleEvent,
        under profile: EligibilityProfile = .dynamics365
    ) throws(LifeCycleError) {
        if let latest, event.at < latest { throw .tooEarly }
        if event.kind == .enabled, profile == .dynamics365, premiumFeatures?.isOn != true {
            throw .premiumFeaturesMissing
        }
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
            guard isEnabled else { throw activation == nil ? .notEnabled : .unchanged }
            activation = Switch(isOn: false, since: event.at)
        case .rolesSelected(let names):
            guard names != roles?.names else { throw .unchanged }
            roles = LifeCycleState.Roles(names: names, since: event.at)
        case .exchangeSwitched(let on): try turnByName(&exchange, on: on, endsWithClock: true, event.at)
        case .featureSwitched(let feature, let on):
            try turnByName(&features[feature], on: on, endsWithClock: feature.needsConsent, event.at)
        case .consentGranted: try Self.turn(&consent, on: true, event.at)
        case .consentWithdrawn:
            guard consent != nil else { throw .noConsent }
            try Self.turn(&consent, on: false, event.at)
        }
    }

    private var isEnabled: Bool { activation?.isOn == true }

    /// Leaves alone what was switched off by name, and a clock that still runs.
    private mutating func enable(_ at: Timestamp) throws(LifeCycleError) {
        guard !isEnabled || autoDisabledAt != nil else { throw .alreadyEnabled }
        activation = Switch(isOn: true, since: at)
        let isRunning = autoDisabledAt == nil && deadline.map { at < $0 } ?? false
        if !isRunning { deadline = at.advanced(by: Self.consentPeriod) }
        autoDisabledAt = nil
    }

    /// Somebody's word on one switch, which counts whether or not anything is enabled.
    private func turnByName(
        _ word: inout Switch?,
        on: Bool,
        endsWithClock: Bool,
        _ at: Timestamp
    ) throws(LifeCycleError) {
        let isOff = word?.isOn == false
        if on, !isOff {
            // What is off all the same, this switch cannot turn on.
            guard isEnabled else { throw .notEnabled }
            guard !endsWithClock || autoDisabledAt == nil else { throw .enableAgain }
        }
        guard on == isOff else { throw .unchanged }
        word = Switch(isOn: on, since: at)
    }

    private static func turn(_ word: inout Switch?, on: Bool, _ at: Timestamp) throws(LifeCycleError) {
        guard (word?.isOn ?? false) != on else { throw .unchanged }
        word = Switch(isOn: on, since: at)
    }

    // MARK: Time

    /// Switches off what the time has switched off.
    ///
    /// A consent that is withdrawn after day 14 has no days left.
    private mutating func passTime(to now: Timestamp) {
        guard isEnabled, autoDisabledAt == nil, consent?.isOn != true, let deadline, now >= deadline else { return }
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
            premiumFeatures: Self.state(of: premiumFeatures),
            activation: Self.state(of: activation),
            exchange: state(of: exchange, endsWithClock: true),
            features: Dictionary(
                uniqueKeysWithValues: Feature.allCases.map { feature in
                    (feature, state(of: features[feature], endsWithClock: feature.needsConsent))
                }
            ),
            consent: consentState,
            roles: roles,
            exchangeSwitchedOffAt: Self.offByName(exchange),
            featuresSwitchedOffAt: features.compactMapValues { Self.offByName($0) },
            autoDisabledAt: isEnabled ? autoDisabledAt : nil
        )
    }

    private static func state(of word: Switch?) -> LifeCycleState.SwitchState {
        guard let word, word.isOn else { return .off(since: word?.since) }
        return .on(since: word.since)
    }

    private func state(of word: Switch?, endsWithClock: Bool) -> LifeCycleState.SwitchState {
        guard let activation, activation.isOn else { return .off(since: activation?.since ?? Self.offByName(word)) }
        if let then = Self.offByName(word) { return .off(since: then) }
        if endsWithClock, let autoDisabledAt { return .autoDisabled(at: autoDisabledAt) }
        return .on(since: max(activation.since, word?.since ?? activation.since))
    }

    private static func offByName(_ word: Switch?) -> Timestamp? {
        word.flatMap { $0.isOn ? nil : $0.since }
    }

    private var consentState: LifeCycleState.Consent {
        if let consent, consent.isOn { return .granted(at: consent.since) }
        let pendingUntil = isEnabled && autoDisabledAt == nil ? deadline : nil
        if let consent { return .withdrawn(at: consent.since, pendingUntil: pendingUntil) }
        return pendingUntil.map { .pending(until: $0) } ?? .missing
    }
}

extension Feature {
    /// Whether day 14 without consent switches the whole feature off; relationship analytics goes on with CRM data.
    fileprivate var needsConsent: Bool { self == .whoKnowsWhom }
}

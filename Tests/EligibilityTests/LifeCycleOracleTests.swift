import ConnectorTesting
import Eligibility
import Interactions
import Testing

/// Random histories against the rules told a second time: hour by hour, with a clock that counts down.
struct LifeCycleOracleTests {
    /// A wall panel with lamps and a countdown; knows no instants.
    private struct Panel {
        var premium = false
        var enabled = false
        var consent = false
        var consentEver = false
        var exchangeOff = false
        var analyticsOff = false
        var whoOff = false
        /// Hours until the consent must be there; nil before anything was enabled.
        var left: Int?
        var tripped = false

        mutating func passHour() {
            if let hours = left { left = max(0, hours - 1) }
            trip()
        }

        mutating func trip() {
            if enabled, !consent, left == 0 { tripped = true }
        }

        mutating func press(_ kind: LifeCycleEvent.Kind) {
            switch kind {
            case .premiumFeaturesInstalled: premium = true
            case .premiumFeaturesRemoved: premium = false
            case .enabled:
                guard premium, !enabled || tripped else { return }
                if tripped || (left ?? 0) == 0 { left = 336 }
                enabled = true
                tripped = false
            case .disabled: enabled = false
            case .exchangeSwitched(let on):
                if !on || exchangeOff { exchangeOff = !on }
            case .featureSwitched(.relationshipAnalytics, let on): analyticsOff = !on
            case .featureSwitched(.whoKnowsWhom, let on): whoOff = !on
            case .consentGranted: (consent, consentEver) = (true, true)
            case .consentWithdrawn:
                consent = false
                trip()
            case .rolesSelected: break
            }
        }

        var lamps: [String] {
            let needsConsent = enabled && !tripped
            return [
                "activation \(enabled)", "analytics \(enabled && !analyticsOff)",
                "exchange \(needsConsent && !exchangeOff)", "who \(needsConsent && !whoOff)",
                consent ? "granted" : needsConsent ? "clock" : consentEver ? "withdrawn" : "missing",
                "banner \(needsConsent && !consent ? "pending" : enabled && tripped ? "off" : "none")",
            ]
        }
    }

    private static func lamps(_ state: LifeCycleState) -> [String] {
        let consent =
            switch state.consent {
            case .granted: "granted"
            case .pending, .withdrawn(_, _?): "clock"
            case .withdrawn(_, nil): "withdrawn"
            case .missing: "missing"
            }
        let banner =
            switch state.banner?.notice {
            case .pending: "pending"
            case .switchedOff, .enableAgain: "off"
            case nil: "none"
            }
        return [
            "activation \(state.activation.isOn)", "analytics \(state[.relationshipAnalytics].isOn)",
            "exchange \(state.exchange.isOn)", "who \(state[.whoKnowsWhom].isOn)", consent, "banner \(banner)",
        ]
    }

    private static let kinds: [LifeCycleEvent.Kind] = [
        .premiumFeaturesInstalled, .premiumFeaturesRemoved, .enabled, .enabled, .enabled, .disabled,
        .exchangeSwitched(on: true), .exchangeSwitched(on: false), .consentGranted, .consentWithdrawn,
        .featureSwitched(.whoKnowsWhom, on: true), .featureSwitched(.whoKnowsWhom, on: false),
        .featureSwitched(.relationshipAnalytics, on: true), .featureSwitched(.relationshipAnalytics, on: false),
    ]

    @Test(arguments: Torture.share([UInt64](0..<300), every: 3))
    func `However it is pressed and however time passes, the state is what the oracle's panel shows`(
        seed: UInt64
    ) throws {
        var random = SplitMix64(seed: seed)
        var lifeCycle = LifeCycle()
        var panel = Panel()
        var hour: Int64 = 0
        var accepted: [LifeCycleEvent] = []
        var wrong: [String] = []
        func instant(_ microseconds: Int64 = 0) -> Timestamp {
            Timestamp(microseconds: EligibleTenant.now.microseconds + hour * 3_600_000_000 + microseconds)
        }
        // Collected, because a macro for each of millions of comparisons takes its time.
        func compare(_ state: LifeCycleState, _ moment: String) {
            let lamps = Self.lamps(state)
            if lamps != panel.lamps { wrong.append("\(moment) hour \(hour): \(lamps), not \(panel.lamps)") }
        }
        if seed % 4 != 0 {
            let event = LifeCycleEvent(.premiumFeaturesInstalled, at: instant())
            try lifeCycle.apply(event)
            accepted.append(event)
            panel.press(event.kind)
        }
        for _ in 0..<40 {
            // Often exactly onto the end of the clock, or an hour beside it.
            var hours = Int64.random(in: 0...120, using: &random)
            if let left = panel.left, left > 0, Bool.random(using: &random) {
                hours = max(0, Int64(left) + Int64.random(in: -1...1, using: &random))
            }
            for _ in 0..<hours {
                hour += 1
                // The last instant of the hour before is still as it was then.
                compare(lifeCycle.state(at: instant(-1)), "just before")
                panel.passHour()
                compare(lifeCycle.state(at: instant()), "at")
            }
            let kind = try #require(Self.kinds.randomElement(using: &random))
            let event = LifeCycleEvent(kind, at: instant())
            if (try? lifeCycle.apply(event)) != nil { accepted.append(event) }
            panel.press(kind)
            compare(lifeCycle.state(at: instant()), "\(kind),")
        }
        #expect(wrong.prefix(3) == [])
        // Whoever reads what was recorded comes to the same.
        #expect(try LifeCycle(replaying: accepted) == lifeCycle)
        #expect(try LifeCycle(replaying: accepted).state(at: instant(1)) == lifeCycle.state(at: instant(1)))
    }
}

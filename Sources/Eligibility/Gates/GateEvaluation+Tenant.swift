import Interactions

/// The gates that are the same for every mailbox.
extension GateEvaluation {
    private var lifeCycle: LifeCycleState { tenant.lifeCycle }

    var license: GateResult {
        let reason: Reason.Code? =
            switch tenant.licenses.value {
            case nil: .licenseUnknown
            case let numbers?: numbers.contains(where: rules.isSalesPremium) ? nil : .licenseMissing
            }
        return GateResult(
            .license,
            reason,
            [Evidence("licenses", tenant.licenses) { $0.sorted().joined(separator: ", ") }]
        )
    }

    var premiumFeatures: GateResult {
        let part = lifeCycle.premiumFeatures
        return GateResult(
            .premiumFeatures,
            part.isOn ? nil : .premiumFeaturesMissing,
            [evidence(of: .premiumFeatures, part)]
        )
    }

    var activation: GateResult {
        let part = lifeCycle.activation
        // What nobody would look at is not collected either.
        let isUsed = Feature.allCases.contains { lifeCycle[$0].isOn }
        let reason: Reason.Code? = part.isOn ? isUsed ? nil : .featuresSwitchedOff : .notEnabled
        return GateResult(.activation, reason, [evidence(of: .activation, part)])
    }

    var exchangeIntegration: GateResult {
        let part = lifeCycle.exchange
        let reason: Reason.Code? =
            switch part {
            case .on: nil
            case .off: .exchangeSwitchedOff
            case .autoDisabled: .exchangeAutoDisabled
            }
        return GateResult(.exchangeIntegration, reason, [evidence(of: .exchangeIntegration, part)])
    }

    var consent: GateResult {
        let (reason, text, since): (Reason.Code?, String?, Timestamp) =
            switch lifeCycle.consent {
            case .granted(let at): (nil, "granted", at)
            case .pending(let end): (.consentPending, "pending until \(end.iso8601)", lifeCycle.at)
            case .withdrawn(let at, _): (.consentWithdrawn, "withdrawn", at)
            case .missing: (.consentMissing, nil, lifeCycle.at)
            }
        return GateResult(.consent, reason, [evidence(.consent, text, since)])
    }

    private func evidence(of gate: Gate, _ part: LifeCycleState.SwitchState) -> Evidence {
        switch part {
        case .on(let since): evidence(gate, "on", since)
        case .off(let since): evidence(gate, since.map { _ in "off" }, since ?? lifeCycle.at)
        case .autoDisabled(let at): evidence(gate, "switched off by itself", at)
        }
    }

    private func evidence(_ gate: Gate, _ text: String?, _ at: Timestamp) -> Evidence {
        Evidence(gate.rawValue, Fact(text, source: .lifeCycle, observedAt: at)) { $0 }
    }
}

import Interactions

/// The gates that are the same for every mailbox.
extension GateEvaluation {
    private var lifeCycle: LifeCycleState { tenant.lifeCycle }

    var license: GateResult {
        guard rules.profile == .dynamics365 else { return notRequired(.license) }
        let codes: [Reason.Code] =
            switch tenant.licenses.value {
            case nil: [.licenseUnknown]
            case let numbers?: numbers.contains(where: rules.isSalesPremium) ? [] : [.licenseMissing]
            }
        let evidence = Evidence("licenses", tenant.licenses) { $0.sorted().joined(separator: ", ") }
        return GateResult(.license, codes, [evidence], from: tenant.licenses.source)
    }

    var premiumFeatures: GateResult {
        guard rules.profile == .dynamics365 else { return notRequired(.premiumFeatures) }
        let state = lifeCycle.premiumFeatures
        let codes: [Reason.Code] = state.isOn ? [] : [.premiumFeaturesMissing]
        return GateResult(
            .premiumFeatures,
            codes,
            [evidence(Gate.premiumFeatures.rawValue, state)],
            from: .lifeCycle
        )
    }

    var activation: GateResult {
        let state = lifeCycle.activation
        // What nobody would look at is not collected either.
        let isUsed = Feature.allCases.contains { feature in
            state.isOn ? lifeCycle[feature].isOn : lifeCycle.featuresSwitchedOffAt[feature] == nil
        }
        let codes = (state.isOn ? [] : [Reason.Code.notEnabled]) + (isUsed ? [] : [.featuresSwitchedOff])
        var evidence = [evidence(Gate.activation.rawValue, state)]
        if !isUsed {
            evidence += Feature.allCases.map {
                self.evidence($0.rawValue, lifeCycle[$0], byName: lifeCycle.featuresSwitchedOffAt[$0])
            }
        }
        return GateResult(.activation, codes, evidence, from: .lifeCycle)
    }

    var exchangeIntegration: GateResult {
        var codes: [Reason.Code] = []
        if !lifeCycle.activation.isOn { codes.append(.exchangeNotEnabled) }
        if lifeCycle.exchangeSwitchedOffAt != nil { codes.append(.exchangeSwitchedOff) }
        if lifeCycle.autoDisabledAt != nil { codes.append(.exchangeAutoDisabled) }
        var evidence = [
            evidence(
                Gate.exchangeIntegration.rawValue,
                lifeCycle.exchange,
                byName: lifeCycle.exchangeSwitchedOffAt
            )
        ]
        if let then = lifeCycle.autoDisabledAt, lifeCycle.exchangeSwitchedOffAt != nil {
            evidence.append(self.evidence(Gate.exchangeIntegration.rawValue, .autoDisabled(at: then)))
        }
        return GateResult(.exchangeIntegration, codes, evidence, from: .lifeCycle)
    }

    var consent: GateResult {
        let isOwn = rules.profile == .ownServer
        let (code, text, since): (Reason.Code?, String?, Timestamp) =
            switch lifeCycle.consent {
            case .granted(let at): (nil, "granted", at)
            case .pending(let end): (.consentPending, "pending until \(end.iso8601)", lifeCycle.at)
            case .withdrawn(let at, _): (.consentWithdrawn, "withdrawn", at)
            case .missing: (.consentMissing, nil, lifeCycle.at)
            }
        guard isOwn else {
            return GateResult(
                .consent,
                [code].compactMap(\.self),
                [evidence(Gate.consent.rawValue, text, since)],
                from: .lifeCycle
            )
        }
        let own = code.map { $0 == .consentWithdrawn ? $0 : .organisationConsentMissing }
        return GateResult(
            .consent,
            [own].compactMap(\.self),
            [profile, evidence("organisationConsent", text, since)],
            from: .lifeCycle,
            isRequired: false
        )
    }

    private func notRequired(_ gate: Gate) -> GateResult {
        GateResult(gate, [], [profile], from: .configuration, isRequired: false)
    }

    private var profile: Evidence { Evidence("profile", stated(rules.profile)) { $0.rawValue } }

    /// - Parameter then: when an administrator switched it off by name.
    func evidence(_ name: String, _ state: LifeCycleState.SwitchState, byName then: Timestamp? = nil) -> Evidence {
        if let then { return evidence(name, "switched off by an administrator", then) }
        return switch state {
        case .on(let since): evidence(name, "on", since)
        case .off(let since): evidence(name, since.map { _ in "off" } ?? "never enabled", since ?? lifeCycle.at)
        case .autoDisabled(let at): evidence(name, "switched off by itself", at)
        }
    }

    private func evidence(_ name: String, _ text: String?, _ at: Timestamp) -> Evidence {
        Evidence(name, Fact(text, source: .lifeCycle, observedAt: at)) { $0 }
    }
}

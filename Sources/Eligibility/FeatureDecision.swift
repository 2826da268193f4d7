/// What one feature may use in the whole tenant, and everything that keeps it from using more.
package struct FeatureDecision: Hashable, Sendable {
    package typealias Basis = TenantDecision.Basis

    package let feature: Feature
    package let basis: Basis
    /// Why it is off, or why it stands on CRM data alone; none if it uses Exchange data.
    package let reasons: [Reason]
    /// The facts behind the reasons.
    package let evidence: [Evidence]
}

extension GateEvaluation {
    /// - Parameter results: of the tenant's gates.
    func decision(on feature: Feature, _ results: [GateResult]) -> FeatureDecision {
        let gates: (Set<Gate>) -> [GateResult] = { some in results.filter { some.contains($0.gate) && !$0.isPassed } }
        let closed = gates([.license, .premiumFeatures, .activation])
        // That neither is on says less than what is the matter with this one.
        let own = own(feature)
        let obstacles = closed.flatMap(\.reasons).filter { $0.code != .featuresSwitchedOff } + own.reasons
        guard obstacles.isEmpty else {
            let evidence = closed.flatMap(\.evidence).filter { $0.name != feature.rawValue } + own.evidence
            return FeatureDecision(feature: feature, basis: .off, reasons: obstacles, evidence: evidence)
        }
        let limits = gates([.exchangeIntegration, .consent])
        return FeatureDecision(
            feature: feature,
            basis: limits.isEmpty ? .crmAndExchange : .crm,
            reasons: limits.flatMap(\.reasons),
            evidence: limits.flatMap(\.evidence)
        )
    }

    /// What switched this feature off, and not the other.
    private func own(_ feature: Feature) -> (reasons: [Reason], evidence: [Evidence]) {
        let then = tenant.lifeCycle.featuresSwitchedOffAt[feature]
        let code: Reason.Code
        switch (feature, tenant.lifeCycle[feature]) {
        case (.relationshipAnalytics, _) where then != nil: code = .relationshipAnalyticsSwitchedOff
        case (.whoKnowsWhom, _) where then != nil: code = .whoKnowsWhomSwitchedOff
        case (.whoKnowsWhom, .autoDisabled): code = .whoKnowsWhomAutoDisabled
        default: return ([], [])
        }
        var reasons = [Reason(gate: .activation, code: code, source: .lifeCycle)]
        if code == .whoKnowsWhomSwitchedOff, tenant.lifeCycle.autoDisabledAt != nil {
            reasons.append(Reason(gate: .activation, code: .whoKnowsWhomAutoDisabled, source: .lifeCycle))
        }
        return (reasons, [evidence(feature.rawValue, tenant.lifeCycle[feature], byName: then)])
    }
}

/// What each feature may use in the whole tenant, and what the tenant's gates said.
package struct TenantDecision: Hashable, Sendable {
    /// What a feature stands on.
    package enum Basis: String, Hashable, Sendable {
        case off
        case crm
        case crmAndExchange
    }

    package let results: [GateResult]
    package let features: [Feature: Basis]

    init(results: [GateResult], lifeCycle: LifeCycleState) {
        self.results = results
        let isPassed = { (gate: Gate) in results.contains { $0.gate == gate && $0.isPassed } }
        let isOn = isPassed(.license) && isPassed(.premiumFeatures) && isPassed(.activation)
        let mayUseExchange = isOn && isPassed(.exchangeIntegration) && isPassed(.consent)
        features = Dictionary(
            uniqueKeysWithValues: Feature.allCases.map { feature in
                switch lifeCycle[feature] {
                case .on where isOn: (feature, mayUseExchange ? .crmAndExchange : .crm)
                // Day 14 ends what stands on Exchange; introducers known from CRM data stay.
                case .autoDisabled where isOn: (feature, .crm)
                default: (feature, .off)
                }
            }
        )
    }
}

package import Interactions

/// What each feature may use in the whole tenant, and what the tenant's gates said.
package struct TenantDecision: Hashable, Sendable {
    /// What a feature stands on.
    package enum Basis: String, Hashable, Sendable {
        case off
        case crm
        case crmAndExchange
    }

    /// The rules' version, what each feature stands on, and every reason's code; equal for equal outcomes.
    package let id: Identifier<TenantDecision>
    package let results: [GateResult]
    package let features: [Feature: Basis]

    init(results: [GateResult], lifeCycle: LifeCycleState) {
        self.results = results
        let isPassed = { (gate: Gate) in results.contains { $0.gate == gate && $0.isPassed } }
        let isOn = isPassed(.license) && isPassed(.premiumFeatures) && isPassed(.activation)
        let mayUseExchange = isOn && isPassed(.exchangeIntegration) && isPassed(.consent)
        var features: [Feature: Basis] = [:]
        for feature in Feature.allCases {
            switch lifeCycle[feature] {
            case .on where isOn: features[feature] = mayUseExchange ? .crmAndExchange : .crm
            // Day 14 ends what stands on Exchange; introducers known from CRM data stay.
            case .autoDisabled where isOn: features[feature] = .crm
            case .on, .autoDisabled, .off: features[feature] = .off
            }
        }
        self.features = features
        let words = Feature.allCases.map { "\($0.rawValue)=\((features[$0] ?? .off).rawValue)" }
        let codes = results.compactMap { $0.reason?.code.rawValue }
        id = Identifier("v\(EligibilityPolicy.version):" + (words + codes).joined(separator: ","))
    }
}

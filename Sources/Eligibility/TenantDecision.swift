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
    /// One decision a feature, in the order of `Feature.allCases`.
    package let decisions: [FeatureDecision]

    init(results: [GateResult], features: [FeatureDecision]) {
        self.results = results
        decisions = features
        let words = features.map { "\($0.feature.rawValue)=\($0.basis.rawValue)" }
        // Reasons of a gate that failed stand with each feature too.
        var codes: [Reason.Code] = []
        for reason in results.flatMap(\.reasons) + features.flatMap(\.reasons) where !codes.contains(reason.code) {
            codes.append(reason.code)
        }
        id = Identifier("v\(EligibilityPolicy.version):" + (words + codes.map(\.rawValue)).joined(separator: ","))
    }

    /// What each feature stands on.
    package var features: [Feature: Basis] {
        Dictionary(uniqueKeysWithValues: decisions.map { ($0.feature, $0.basis) })
    }

    /// The basis of one feature with the reasons for it.
    package subscript(feature: Feature) -> FeatureDecision {
        decisions.first { $0.feature == feature }
            ?? FeatureDecision(feature: feature, basis: .off, reasons: [], evidence: [])
    }
}

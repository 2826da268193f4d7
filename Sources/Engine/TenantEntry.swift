import Eligibility
import Interactions

/// `tenant`: a decision on the tenant that is not the one before.
struct TenantEntry: Codable {
    static let kind = "tenant"

    let decision: String
    let features: [String: String]
    let rules: Int
    let gates: [GateEntry]

    init(_ decision: TenantDecision) {
        self.decision = decision.id.text
        features = Dictionary(uniqueKeysWithValues: decision.features.map { ($0.key.rawValue, $0.value.rawValue) })
        rules = EligibilityPolicy.version
        gates = decision.results.map { GateEntry($0) }
    }
}

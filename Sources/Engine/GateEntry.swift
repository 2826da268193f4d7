import Eligibility
import Interactions

/// What one gate said: part of a decision's entry.
struct GateEntry: Codable {
    struct Fact: Codable {
        let name: String
        let value: String?
        let source: String
        let observedAt: String
    }

    let gate: String
    /// Nil if it is passed.
    let reason: String?
    let facts: [Fact]

    init(_ result: GateResult) {
        gate = result.gate.rawValue
        reason = result.reason?.code.rawValue
        facts = result.evidence.map {
            Fact(name: $0.name, value: $0.value, source: $0.source.rawValue, observedAt: $0.observedAt.iso8601)
        }
    }
}

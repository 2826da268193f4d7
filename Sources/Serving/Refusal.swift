import Eligibility

/// How many mailboxes one gate refuses for one reason.
struct Refusal: Hashable {
    let gate: String
    let reason: String
    let count: Int

    /// In the order of gates and reasons.
    static func counts(_ decisions: [Decision]) -> [Refusal] {
        var counts: [[String]: Int] = [:]
        for decision in decisions {
            for result in decision.results {
                for reason in Set(result.reasons.map(\.code.rawValue)) {
                    counts[[result.gate.rawValue, reason], default: 0] += 1
                }
            }
        }
        return counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .map { Refusal(gate: $0.key[0], reason: $0.key[1], count: $0.value) }
    }
}

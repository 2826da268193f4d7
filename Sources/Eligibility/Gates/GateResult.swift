package import Interactions

/// What one gate says, and what it stands on.
package struct GateResult: Hashable, Sendable {
    package let gate: Gate
    /// Nil if the gate is passed.
    package let reason: Reason?
    package let evidence: [Evidence]

    package var isPassed: Bool { reason == nil }

    init(_ gate: Gate, _ reason: Reason.Code?, _ evidence: [Evidence]) {
        self.gate = gate
        self.reason = reason.map { Reason(gate: gate, code: $0) }
        self.evidence = evidence
    }
}

/// A fact as a gate saw it.
package struct Evidence: Hashable, Sendable {
    /// Of the fact, for example `location`.
    package let name: String
    /// Nil if nobody told; never an address.
    package let value: String?
    package let source: FactSource
    package let observedAt: Timestamp

    init<Value>(_ name: String, _ fact: Fact<Value>, _ text: (Value) -> String) {
        self.name = name
        // Names of teams and groups are often addresses.
        value = fact.value.map(text).map { $0.contains("@") ? "(withheld: contains an address)" : $0 }
        source = fact.source
        observedAt = fact.observedAt
    }
}

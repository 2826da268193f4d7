package import Interactions

/// What one gate says, and what it stands on.
package struct GateResult: Hashable, Sendable {
    /// How a gate stands.
    package enum Verdict: String, Hashable, Sendable {
        case passed
        /// Passed, because the profile does not ask for it.
        case notRequired
        case failed
    }

    package let gate: Gate
    /// Everything that keeps the gate shut; none if it is passed.
    package let reasons: [Reason]
    package let evidence: [Evidence]
    private let isRequired: Bool

    package var isPassed: Bool { reasons.isEmpty }

    package var verdict: Verdict { isPassed ? isRequired ? .passed : .notRequired : .failed }

    /// - Parameter source: who told, or did not tell, what the reasons stand on.
    init(
        _ gate: Gate,
        _ codes: [Reason.Code],
        _ evidence: [Evidence],
        from source: FactSource,
        isRequired: Bool = true
    ) {
        self.gate = gate
        reasons = codes.map { Reason(gate: gate, code: $0, source: source) }
        self.evidence = evidence
        self.isRequired = isRequired
    }

    /// Puts together what several facts say about one gate.
    init(_ gate: Gate, _ reasons: [Reason], _ evidence: [Evidence]) {
        self.gate = gate
        self.reasons = reasons
        self.evidence = evidence
        isRequired = true
    }
}

/// A fact as a gate saw it.
package struct Evidence: Hashable, Sendable {
    /// The name of the fact, for example `location`.
    package let name: String
    /// What was told; nil if nobody told, and never an address.
    package let value: String?
    package let source: FactSource
    package let observedAt: Timestamp

    init<Value>(_ name: String, _ fact: Fact<Value>, _ text: (Value) -> String) {
        self.name = name
        // Names of teams and groups are often addresses.
        value = fact.value.map(text).map { $0.unicodeScalars.contains("@") ? "(withheld: contains an address)" : $0 }
        source = fact.source
        observedAt = fact.observedAt
    }
}

import Interactions

/// Who opted out by request, known by hashes only.
struct OptedOutPeople: Sendable {
    private let hashes: Set<String>
    private let log: DecisionLog?

    /// - Parameter log: nil if nothing was ever recorded.
    init(_ hashes: Set<String>, log: DecisionLog?) {
        self.hashes = hashes
        self.log = log
    }

    var isEmpty: Bool { hashes.isEmpty }

    /// The same for the same people, within one process.
    var fingerprint: Int { hashes.hashValue }

    func contains(_ address: Participant.Address) -> Bool {
        guard !hashes.isEmpty, let log else { return false }
        return hashes.contains(log.pseudonym(of: address))
    }

    func contains(anyOf addresses: some Sequence<Participant.Address>) -> Bool {
        !isEmpty && addresses.contains { contains($0) }
    }
}

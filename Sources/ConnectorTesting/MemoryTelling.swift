import Connector
import Interactions

/// What the readers of a memory store are told, and when each part of it changed last.
struct MemoryTelling: Sendable {
    struct Entry: Sendable {
        let number: Int64
        var sequence: Int64
        /// Nil if it was removed.
        var told: MemoryTold?
        var decision: String
        /// Of those who take part, as far as they have any.
        var rows: [Participant.Address: CRMReference]
        /// How many ever took part.
        var most = 0
        /// Where it was told first.
        var partition: KeyedHash
    }

    var entries: [InteractionID: Entry] = [:]
    private(set) var lastSequence: Int64 = 0
    private var numbers: [Participant.Address: Int64] = [:]

    /// Gives whatever is different from before, in any field that is told, a new sequence.
    mutating func update(
        _ interactions: [InteractionID: MemoryTold],
        row: (Participant, Set<PartyLink>) -> CRMReference?
    ) {
        for (id, told) in interactions.sorted(by: { $0.key < $1.key }) {
            var rows: [Participant.Address: CRMReference] = [:]
            for participant in told.interaction.participants {
                rows[participant.address] = row(participant, told.links)
                _ = number(of: participant.address)
            }
            for link in told.links { _ = number(of: .record(link.record)) }
            let before = entries[id]
            guard before?.told != told || before?.rows != rows else { continue }
            lastSequence += 1
            entries[id] = Entry(
                number: before?.number ?? lastSequence,
                sequence: lastSequence,
                told: told,
                decision: told.decision.text,
                rows: rows,
                most: max(before?.most ?? 0, told.interaction.participants.count),
                partition: before?.partition ?? told.interaction.conversation?.hash ?? id.hash
            )
        }
        for (id, entry) in entries where entry.told != nil && interactions[id] == nil {
            lastSequence += 1
            entries[id]?.sequence = lastSequence
            entries[id]?.told = nil
            entries[id]?.rows = [:]
        }
    }

    /// As if nothing had been told: everything is in its conversation's partition, or its own.
    mutating func forgetPartitions() {
        for (id, entry) in entries {
            entries[id]?.partition = entry.told?.interaction.conversation?.hash ?? id.hash
        }
    }

    mutating func nextSequence() -> Int64 {
        lastSequence += 1
        return lastSequence
    }

    /// The number of an address, given at its first mention.
    mutating func number(of address: Participant.Address) -> Int64 {
        if let known = numbers[address] { return known }
        let number = Int64(numbers.count + 1)
        numbers[address] = number
        return number
    }

    /// Every address that has a number.
    var known: Set<Participant.Address> { Set(numbers.keys) }

    /// Addresses and their numbers, in the order of the addresses' texts.
    var addresses: [(address: Participant.Address, number: Int64)] {
        numbers.map { ($0.key, $0.value) }.sorted { Array($0.0.text.utf8).lexicographicallyPrecedes($1.0.text.utf8) }
    }
}

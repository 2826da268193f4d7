import Interactions

/// The records of the CRM as scoring sees them: whom each listens to, and whose contacts count.
package struct ScoredRecords: Sendable {
    package enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        case account = 1
        case contact, lead, opportunity
    }

    /// Somebody outside whose contacts count for a record.
    package struct Interest: Hashable, Sendable {
        package var person: UInt32
        /// Whether meetings count too; not with the primary contact of an opportunity's account.
        package var meetings: Bool

        package init(person: UInt32, meetings: Bool = true) {
            self.person = person
            self.meetings = meetings
        }
    }

    package struct Record: Hashable, Sendable {
        package var kind: Kind
        package var isActive: Bool
        /// Each person once.
        package let interests: [Interest]
        /// The colleagues without whom nothing counts, nil where any colleague will do.
        package var team: [UInt32]?
        /// The companies that buy, by their places among the records: where nobody is known to be involved, their
        /// contacts say whether anybody is in touch.
        package var buyers: [Int]
        /// The open opportunities that depend on it; of an open opportunity itself alone.
        package var stakes: [Stake]

        package init(
            _ kind: Kind,
            isActive: Bool = true,
            interests: [Interest],
            team: [UInt32]? = nil,
            buyers: [Int] = [],
            stakes: [Stake] = []
        ) {
            self.buyers = buyers
            self.stakes = stakes
            self.kind = kind
            self.isActive = isActive
            var meetings: [UInt32: Bool] = [:]
            for interest in interests {
                meetings[interest.person] = interest.meetings || meetings[interest.person] == true
            }
            self.interests = meetings.sorted { $0.key < $1.key }.map { Interest(person: $0.key, meetings: $0.value) }
            self.team = team
        }
    }

    package let records: [Record]
    /// By person: record × 2, and 1 if meetings count.
    let listeners: Adjacency<UInt32>
    /// By record, those of which it is a buyer.
    let purchases: Adjacency<UInt32>
    /// Addresses that are not what their owner is shown by.
    let canonicalAddresses: [(person: UInt32, canonical: UInt32)]
    private let canonicalTable: [UInt32]
    /// Of open opportunities that somebody put a value on, what the middle one may bring, the lower of two; nil without
    /// any.
    let usualValue: Int64?

    /// - Parameter canonicalAddresses: of those addresses that are somebody's who has others, the one he is shown by.
    package init(_ records: [Record], canonicalAddresses: [UInt32: UInt32] = [:]) {
        self.records = records
        let values = records.filter { $0.kind == .opportunity && $0.isActive }
            .compactMap { $0.stakes.first?.value }.filter { $0 > 0 }.sorted()
        usualValue = values.isEmpty ? nil : values[(values.count - 1) / 2]
        let persons = records.lazy.flatMap(\.interests).map(\.person).max().map { Int($0) + 1 } ?? 0
        listeners = Adjacency(groups: persons) { emit in
            for (number, record) in records.enumerated() {
                for interest in record.interests {
                    emit(Int(interest.person), UInt32(number) << 1 | (interest.meetings ? 1 : 0))
                }
            }
        }
        purchases = Adjacency(groups: records.count) { emit in
            for (number, record) in records.enumerated() {
                for buyer in record.buyers { emit(buyer, UInt32(number)) }
            }
        }
        var table = [UInt32](0..<UInt32((canonicalAddresses.keys.max() ?? 0) + 1))
        for (person, canonical) in canonicalAddresses { table[Int(person)] = canonical }
        canonicalTable = table
        self.canonicalAddresses = canonicalAddresses.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// One more than the greatest person that it names.
    var personCount: Int { max(listeners.groupCount, canonicalTable.count) }

    /// By whom a person is shown: one of his addresses.
    package func canonicalAddress(of person: UInt32) -> UInt32 {
        Int(person) < canonicalTable.count ? canonicalTable[Int(person)] : person
    }
}

import Feed
import Interactions
import Scoring
import Settings

/// The stream `introduction`: who can introduce somebody to each contact and lead.
struct IntroductionRows {
    private let naming: FeedNaming
    private let scored: Relationships
    private let rules: IntroductionSettings
    private let end: Int64

    /// - Parameters:
    ///   - scored: at the beginning of a day.
    ///   - end: what lies after it is still to come.
    init(
        _ naming: @escaping FeedNaming,
        _ scored: Relationships,
        _ rules: IntroductionSettings,
        through end: Timestamp
    ) {
        self.naming = naming
        self.scored = scored
        self.rules = rules
        self.end = end.microseconds
    }

    func rows() async throws -> [KeyedHash: [UInt8]] {
        let targets = scored.index.records.indices.filter { position in
            let row = scored.index.records[position]
            return row.reference.isPerson && !row.addresses.contains(where: rules.blocks)
        }
        let persons = targets.map { scored.index.book.records[$0].interests.map(\.person) }
        let clocks = scored.board.clocks(through: end)
        let introducers = scored.introductions().introducers(to: persons, at: targets.map { clocks[$0] })
        let addresses = try await scored.people.addresses(of: Set(introducers.joined().map(\.person)))
        var rows: [KeyedHash: [UInt8]] = [:]
        for (target, found) in zip(targets, introducers) {
            let reference = scored.index.records[target].reference
            for (place, introducer) in found.enumerated() {
                guard let colleague = addresses[introducer.person] else { continue }
                var content = DerivedContent()
                content.add(naming(.record(reference)))
                content.add(reference)
                content.add(naming(.address(colleague)))
                content.add(place + 1)
                content.add(introducer.strength)
                content.add(introducer.band.rawValue)
                content.add(introducer.isTwoWay)
                content.add(introducer.emails)
                content.add(introducer.meetings)
                content.add(introducer.calls)
                content.add(Timestamp(microseconds: introducer.last.at))
                rows[naming(.introduction(reference, colleague: colleague))] = content.bytes
            }
        }
        return rows
    }
}

package import Interactions

/// How long ago the mailboxes, or the CRM, were read to their end through one source.
package struct Freshness: Hashable, Sendable, Encodable {
    package let source: String
    /// Owners that were ever tried.
    package let owners: Int
    /// Of whom nothing was ever read to its end.
    package let unread: Int
    /// Whose last reading came to no end.
    package let failing: Int
    /// Nil if nobody was read to the end.
    package let oldestSeconds: Int?
    package let medianSeconds: Int?

    /// Whether somebody was not read to the end for longer than this.
    package func isOlder(than limit: Duration) -> Bool {
        unread > 0 || oldestSeconds.map { Duration.seconds($0) > limit } ?? false
    }

    /// One for each source, in the order of their names.
    package static func of(_ rounds: [Round], at now: Timestamp) -> [Freshness] {
        Dictionary(grouping: rounds, by: \.source).sorted { $0.key < $1.key }.map { source, rounds in
            let ages = rounds.compactMap { $0.age(at: now) }.map { Int($0.components.seconds) }.sorted()
            return Freshness(
                source: source,
                owners: rounds.count,
                unread: rounds.count { $0.endedAt == nil },
                failing: rounds.count { $0.failures > 0 },
                oldestSeconds: ages.last,
                medianSeconds: ages.isEmpty ? nil : ages[ages.count / 2]
            )
        }
    }
}

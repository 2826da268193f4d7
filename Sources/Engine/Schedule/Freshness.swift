package import Interactions

/// How long ago the mailboxes, or the CRM, were read to their end through one source.
package struct Freshness: Hashable, Sendable, Encodable {
    package let source: String
    /// Owners that were ever tried, or that are to be read.
    package let owners: Int
    /// Of whom nothing was ever read to its end.
    package let unread: Int
    /// Whose last reading came to no end.
    package let failing: Int
    /// Whose last reading came to its end without all of its parts, folders and items.
    package let incomplete: Int
    /// Nil if nobody was read to the end.
    package let oldestSeconds: Int?
    package let medianSeconds: Int?
    /// Parts and folders that were never read, and how long ago the oldest of the others was; single items do not
    /// count.
    package let unreadParts: Int
    package let oldestPartSeconds: Int?

    /// Whether somebody, or a whole part or folder of somebody, was not read for longer than this.
    package func isOlder(than limit: Duration) -> Bool {
        unread > 0 || unreadParts > 0
            || [oldestSeconds, oldestPartSeconds].contains { $0.map { Duration.seconds($0) > limit } ?? false }
    }

    /// One for each source, in the order of their names.
    package static func of(_ rounds: [Round], at now: Timestamp) -> [Freshness] {
        Dictionary(grouping: rounds, by: \.source).sorted { $0.key < $1.key }.map { source, rounds in
            let ages = rounds.compactMap { $0.age(at: now) }.map { Int($0.components.seconds) }.sorted()
            let parts = rounds.filter { $0.endedAt != nil }.flatMap { $0.unread ?? [] }.filter(\.isWhole)
            return Freshness(
                source: source,
                owners: rounds.count,
                unread: rounds.count { $0.endedAt == nil },
                failing: rounds.count { $0.failures > 0 },
                incomplete: rounds.count { $0.failures == 0 && $0.unread != nil },
                oldestSeconds: ages.last,
                medianSeconds: ages.isEmpty ? nil : ages[ages.count / 2],
                unreadParts: parts.count { $0.readAt == nil },
                oldestPartSeconds: parts.compactMap { $0.age(at: now) }.max().map { Int($0.components.seconds) }
            )
        }
    }
}

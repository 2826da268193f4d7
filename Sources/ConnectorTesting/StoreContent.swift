package import Interactions

/// What a store says about the world, without cursors and sequence numbers: what two runs must agree on.
package struct StoreContent: Hashable, Sendable {
    /// Sorted by identifier; removed ones are not in it.
    package let interactions: [Interaction]
    /// Items that are in their streams now.
    package let liveSightings: Int
    package let postponed: Int

    package init(interactions: [Interaction], liveSightings: Int, postponed: Int) {
        self.interactions = interactions.sorted { $0.id < $1.id }
        self.liveSightings = liveSightings
        self.postponed = postponed
    }
}

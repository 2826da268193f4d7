package import Interactions

/// What has to be put in the place of what `InteractionReader.reduce` told before to hold what it tells now.
package struct StoredChanges: Sendable {
    /// New ones, and all that may be different, in the order of their numbers.
    package var interactions: [StoredInteraction]
    /// The numbers of those that are told no more; some of them were never told.
    package var removed: [Int64]
    /// By the number of an address the number of the one that stands for the person now, where that is another.
    ///
    /// So an address that one before it joins is replaced in what is not told again.
    package var standIns: [Int64: Int64]

    package init(interactions: [StoredInteraction] = [], removed: [Int64] = [], standIns: [Int64: Int64]) {
        self.interactions = interactions
        self.removed = removed
        self.standIns = standIns
    }
}

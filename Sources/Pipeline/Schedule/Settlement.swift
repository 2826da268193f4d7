package import Eligibility

/// Who is read from now on, and what was removed of everybody else.
package struct Settlement: Sendable {
    package let turns: [Turn]
    /// On every mailbox, refused ones included.
    package let decisions: [Decision]
    package let upkeep: StoreUpkeep.Outcome

    package init(turns: [Turn], decisions: [Decision] = [], upkeep: StoreUpkeep.Outcome = StoreUpkeep.Outcome()) {
        self.turns = turns
        self.decisions = decisions
        self.upkeep = upkeep
    }
}

/// Makes a small tenant in which everybody is written in many ways and no two copies of a mail or meeting are alike.
///
/// What is in it is listed in `PeopleTruth`. The same seed gives the same tenant.
package struct PeopleGenerator: Sendable {
    package let seed: UInt64
    /// How many things happen.
    package let count: Int
    /// Seconds since 1970: everything lies within some weeks of it.
    package let now: Int

    package init(seed: UInt64, count: Int, now: Int) {
        self.seed = seed
        self.count = count
        self.now = now / PeopleTruth.bucket * PeopleTruth.bucket
    }

    package func generate() -> (tenant: TenantState, crm: CRMState, truth: PeopleTruth) {
        var people = PeopleInTheMaking(self)
        for number in 0..<count { people.happen(at: now - (number + 1) * 3 * PeopleTruth.bucket) }
        return (people.state, people.crm, people.truth)
    }
}

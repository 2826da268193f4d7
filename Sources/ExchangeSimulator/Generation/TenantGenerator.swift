/// Makes a lifelike tenant out of a seed: the same arguments give the same tenant, byte for byte, on every machine.
package struct TenantGenerator: Sendable {
    /// Employees with a mailbox; shared mailboxes and rooms come on top.
    ///
    /// A single one has colleagues who are in the address book only.
    package let users: Int
    package let seed: UInt64
    /// Every employee's mailbox gets at least so many mails and events, and not many more.
    package let itemsPerUser: Int
    /// Seconds since 1970: mails end here, calendars go on for a year.
    package let now: Int

    /// What every generated user signs in with.
    package static let password = Organisation.password
    /// Signs in and may act as everybody else (role ApplicationImpersonation).
    package static let serviceAccount = "svc-rapport@" + Organisation.primaryDomain

    package init(users: Int, seed: UInt64, itemsPerUser: Int, now: Int) {
        self.users = max(users, 1)
        self.seed = seed
        self.itemsPerUser = max(itemsPerUser, 0)
        self.now = now
    }

    package func generate() -> TenantState {
        var generation = Generation(self, truth: nil)
        return generation.run()
    }

    /// Also says what is in the tenant, written down while it was made, so that a test can expect exact counts.
    ///
    /// Takes some hundred bytes more for each item.
    package func generateWithTruth() -> (tenant: TenantState, truth: GroundTruth) {
        var generation = Generation(self, truth: GroundTruth())
        let tenant = generation.run()
        return (tenant, generation.truth ?? GroundTruth())
    }
}

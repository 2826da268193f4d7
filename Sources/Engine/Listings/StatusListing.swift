package import Connector
package import Eligibility

/// How an installation stands, as every face shows it.
package struct StatusListing: Encodable {
    package let lifeCycle: LifeCycleListing
    package let features: [String: String]
    package let mailboxes: Int
    package let admitted: Int
    /// Nil before the first sync.
    package let stored: StoreCounts?
    /// Whether settings changed on which depends what is stored.
    package let awaitsDerivation: Bool
    package let lastRun: LastRun?
    /// How long ago everybody was read, source by source.
    package let freshness: [Freshness]
    /// What could not be read of whom when it was tried last.
    package let unread: [UnreadListing.Row]

    package init(_ status: InstallationStatus, under profile: EligibilityProfile) {
        lifeCycle = LifeCycleListing(status.lifeCycle, under: profile)
        features = Dictionary(
            uniqueKeysWithValues: status.tenant.features.map { ($0.key.rawValue, $0.value.rawValue) }
        )
        mailboxes = status.mailboxes
        admitted = status.admitted
        stored = status.stored
        awaitsDerivation = status.awaitsDerivation
        lastRun = status.lastRun
        freshness = status.freshness
        unread = status.unread
    }
}

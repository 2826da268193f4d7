import ConnectorTesting
import Eligibility
import Engine
import Interactions
import Testing

/// Which notice of the consent administrators see.
struct LifeCycleNoticeTests {
    private static func state(_ kinds: [LifeCycleEvent.Kind]) throws -> LifeCycleState {
        let start = EligibleTenant.now
        return try LifeCycle(replaying: kinds.map { LifeCycleEvent($0, at: start) }).state(at: start)
    }

    @Test func `Nobody is told to hurry with a consent while the premium features are off`() throws {
        let enabled = try Self.state([.premiumFeaturesInstalled, .enabled])
        #expect(enabled.notice(under: .dynamics365)?.daysLeft == 14)
        #expect(LifeCycleListing(enabled, under: .dynamics365).daysLeft == 14)
        let removed = try Self.state([.premiumFeaturesInstalled, .enabled, .premiumFeaturesRemoved])
        #expect(removed.notice(under: .dynamics365) == nil)
        let listing = LifeCycleListing(removed, under: .dynamics365)
        #expect(listing.banner == nil && listing.daysLeft == nil && listing.hoursLeft == nil)
        // Where they are not required they take nothing away.
        #expect(removed.notice(under: .ownServer)?.daysLeft == 14)
    }
}

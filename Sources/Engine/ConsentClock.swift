package import Connector
import Eligibility
package import Interactions

/// How far the clock has run that ends on day 14; there is none with a consent, where nothing is enabled, or without
/// premium features.
package struct ConsentClock: Hashable, Sendable {
    /// When what needs the consent switches off.
    package let end: Timestamp
    package let remaining: Duration

    /// From 0 to 14, with fractions.
    package var daysPassed: Double { (LifeCycle.consentPeriod - remaining) / .seconds(86_400) }
}

extension Engine {
    /// Asks nobody and writes nothing; nil where no clock runs.
    ///
    /// - Throws: what the log throws.
    package func consentClock() throws -> ConsentClock? {
        guard let log = try installation.existingLog() else { return nil }
        let facts = try EligibilityFacts(settings, live: nil)
        let service = try EligibilityService(settings, facts: facts, log: log, clock: clock)
        let lifeCycle = try service.tenant().lifeCycle
        guard !lifeCycle.lacksPremiumFeatures(under: profile) else { return nil }
        switch lifeCycle.consent {
        case .pending(let end), .withdrawn(_, let end?):
            return ConsentClock(end: end, remaining: max(.zero, end.duration(since: service.now())))
        case .granted, .withdrawn(_, nil), .missing: return nil
        }
    }

    /// How much is stored; nil before anything is.
    ///
    /// - Throws: what the store throws.
    package func storeCounts() async throws -> StoreCounts? {
        installation.hasStore ? try await installation.reader().counts() : nil
    }
}

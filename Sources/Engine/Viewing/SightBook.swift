import Dataverse
import Interactions
import Settings

/// What viewers see as the CRM itself has it, kept for some minutes.
actor SightBook {
    /// So long after a change in the CRM somebody may still see what is not shown any more.
    private static let life = Duration.seconds(300)
    private static let most = 200

    private let clock = ContinuousClock()
    private var known: [EmailAddress: (records: Set<CRMReference>, at: ContinuousClock.Instant)] = [:]

    /// - Throws: `SourceError` if the CRM does not say: nobody sees anything then.
    func records(of viewer: Viewer, asking visible: VisibleRecords) async throws -> Set<CRMReference> {
        let now = clock.now
        known = known.filter { now - $0.value.at < Self.life }
        if let found = known[viewer.address] { return found.records }
        let records = try await visible.records(of: viewer.addresses)
        if known.count >= Self.most, let oldest = known.min(by: { $0.value.at < $1.value.at }) {
            known[oldest.key] = nil
        }
        known[viewer.address] = (records, clock.now)
        return records
    }

    func forget() { known = [:] }
}

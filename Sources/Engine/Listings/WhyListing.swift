package import Eligibility
import Interactions

/// Why one mailbox is read or not, and what the features stand on, as every face shows it.
package struct WhyListing: Encodable {
    package let mailbox: String
    package let admitted: Bool
    package let gates: [EligibilityListing.GateRow]
    /// What each feature stands on.
    package let features: [String: String]

    package init(_ decision: Decision, _ tenant: TenantDecision) {
        let row = EligibilityListing.MailboxRow(decision)
        mailbox = row.mailbox
        admitted = row.admitted
        gates = row.gates
        features = Dictionary(uniqueKeysWithValues: tenant.features.map { ($0.key.rawValue, $0.value.rawValue) })
    }
}

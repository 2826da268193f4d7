import Directory
package import Eligibility
package import Interactions
import TabularFiles

/// What a sync would do, without doing any of it: every mailbox, every gate, every reason.
package struct DryRun: Sendable {
    package let at: Timestamp
    package let tenant: TenantDecision
    package let decisions: [Decision]
    /// How many mailboxes each reason refuses.
    package let reasons: [Reason.Code: Int]
    /// Mailboxes that were admitted once and that would be purged.
    package let purged: [Mailbox]
    /// How many more of them are neither in the directory file nor listed.
    package let purgedUnlisted: Int
    /// Rows of the file of users that cannot be used; a sentence each, without an address.
    package let directoryProblems: [String]

    /// How many mailboxes would be read.
    package var readCount: Int { decisions.count { $0.admission != nil } }
}

extension EligibilityService {
    /// What a sync would do.
    ///
    /// - Parameters:
    ///   - mailboxes: nil for all.
    ///   - instant: nil for now; at an earlier one, what happened since does not count.
    package func dryRun(of mailboxes: [Mailbox]? = nil, at instant: Timestamp? = nil) throws -> DryRun {
        let tenant = try tenant(at: instant)
        let decisions = try (mailboxes ?? self.mailboxes).map { try decide($0, tenant) }
        var reasons: [Reason.Code: Int] = [:]
        for decision in decisions {
            for code in Set(decision.reasons.map(\.code)) { reasons[code, default: 0] += 1 }
        }
        let held = try held(self.mailboxes)
        return DryRun(
            at: instant ?? now(),
            tenant: try decideTenant(at: instant),
            decisions: decisions,
            reasons: reasons,
            purged: decisions.filter { $0.admission == nil && held.known.contains($0.mailbox) }.map(\.mailbox),
            purgedUnlisted: held.others,
            directoryProblems: facts.directory.problems.map(\.description)
        )
    }
}

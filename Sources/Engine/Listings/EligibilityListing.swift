package import Eligibility
import Interactions

/// Every mailbox, every gate and every reason, as every face shows them.
package struct EligibilityListing: Encodable {
    package struct GateRow: Encodable {
        package let gate: String
        package let passed: Bool
        /// `passed`, `notRequired` or `failed`.
        package let verdict: String
        /// The first reason's code, text and remedy; nil if there is none.
        package let reason: String?
        package let text: String?
        package let remedy: String?
        package let reasons: [ReasonRow]
        package let evidence: [EvidenceRow]

        package init(_ result: GateResult) {
            gate = result.gate.rawValue
            passed = result.isPassed
            verdict = result.verdict.rawValue
            reasons = result.reasons.map(ReasonRow.init)
            reason = reasons.first?.reason
            text = reasons.first?.text
            remedy = reasons.first?.remedy
            evidence = result.evidence.map(EvidenceRow.init)
        }
    }

    package struct ReasonRow: Encodable {
        package let reason: String
        package let text: String
        package let remedy: String

        package init(_ reason: Reason) {
            self.reason = reason.code.rawValue
            text = reason.text
            remedy = reason.remedy
        }
    }

    package struct EvidenceRow: Encodable {
        package let fact: String
        package let value: String?
        package let source: String
        package let observedAt: String

        package init(_ evidence: Evidence) {
            fact = evidence.name
            value = evidence.value
            source = evidence.source.rawValue
            observedAt = evidence.observedAt.iso8601
        }

        /// For a line: `location = EUR (directoryFile, 2026-11-23T10:00:00Z)`.
        package var text: String { "\(fact) = \(value ?? "?") (\(source), \(observedAt))" }

        /// The same with the time of the place, such as `2026-11-23 10:00`.
        package var told: String { "\(fact) = \(value ?? "?") (\(source), \(LocalTime.minute(observedAt)))" }
    }

    package struct MailboxRow: Encodable {
        package let mailbox: String
        package let admitted: Bool
        package let gates: [GateRow]

        package init(_ decision: Decision) {
            mailbox = decision.mailbox.address.text
            admitted = decision.admission != nil
            gates = decision.results.map(GateRow.init)
        }
    }

    package let at: String
    package let rules = EligibilityPolicy.version
    package let features: [String: String]
    package let tenant: [GateRow]
    package let mailboxes: [MailboxRow]
    /// How many mailboxes each reason refuses.
    package let reasons: [String: Int]
    /// What a sync would do now.
    package let wouldRead: Int
    /// Mailboxes that were admitted once and that it would purge.
    package let wouldPurge: [String]
    /// And how many more of them are neither in the directory file nor listed.
    package let wouldPurgeUnlisted: Int
    /// Rows of the file of users that cannot be used.
    package let directoryProblems: [String]

    package init(_ run: DryRun) {
        at = run.at.iso8601
        features = Dictionary(uniqueKeysWithValues: run.tenant.features.map { ($0.key.rawValue, $0.value.rawValue) })
        tenant = run.tenant.results.map(GateRow.init)
        mailboxes = run.decisions.map(MailboxRow.init)
        reasons = Dictionary(uniqueKeysWithValues: run.reasons.map { ($0.key.rawValue, $0.value) })
        wouldRead = run.readCount
        wouldPurge = run.purged.map(\.address.text)
        wouldPurgeUnlisted = run.purgedUnlisted
        directoryProblems = run.directoryProblems
    }

    /// RFC 4180, one row for each mailbox and gate.
    package var commaSeparated: [String] {
        let header = ["mailbox", "gate", "passed", "reason", "text", "remedy", "evidence"]
        let rows = mailboxes.flatMap { mailbox in
            mailbox.gates.map { gate in
                [
                    mailbox.mailbox, gate.gate, gate.passed ? "yes" : "no", gate.codes, gate.texts, gate.remedies,
                    gate.evidence.map(\.text).joined(separator: "; "),
                ]
            }
        }
        return ([header] + rows).map { CommaSeparated.row($0.map(Harmless.withoutFormula)) }
    }
}

extension EligibilityListing.GateRow {
    package var codes: String { reasons.map(\.reason).joined(separator: ", ") }
    fileprivate var texts: String { reasons.map(\.text).joined(separator: " ") }
    package var remedies: String { reasons.map(\.remedy).joined(separator: " · ") }
}

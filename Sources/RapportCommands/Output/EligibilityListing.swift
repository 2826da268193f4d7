import Eligibility
import Engine
import Interactions

/// Every mailbox, every gate and every reason, for printing.
struct EligibilityListing: Encodable {
    struct GateRow: Encodable {
        let gate: String
        let passed: Bool
        /// `passed`, `notRequired` or `failed`.
        let verdict: String
        /// The first reason's code, text and remedy; nil if there is none.
        let reason: String?
        let text: String?
        let remedy: String?
        let reasons: [ReasonRow]
        let evidence: [EvidenceRow]

        init(_ result: GateResult) {
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

    struct ReasonRow: Encodable {
        let reason: String
        let text: String
        let remedy: String

        init(_ reason: Reason) {
            self.reason = reason.code.rawValue
            text = reason.text
            remedy = reason.remedy
        }
    }

    struct EvidenceRow: Encodable {
        let fact: String
        let value: String?
        let source: String
        let observedAt: String

        init(_ evidence: Evidence) {
            fact = evidence.name
            value = evidence.value
            source = evidence.source.rawValue
            observedAt = evidence.observedAt.iso8601
        }

        /// For a line: `location = EUR (directoryFile, 2026-11-23T10:00:00Z)`.
        var text: String { "\(fact) = \(value ?? "?") (\(source), \(observedAt))" }
    }

    struct MailboxRow: Encodable {
        let mailbox: String
        let admitted: Bool
        let gates: [GateRow]

        init(_ decision: Decision) {
            mailbox = decision.mailbox.address.text
            admitted = decision.admission != nil
            gates = decision.results.map(GateRow.init)
        }
    }

    let at: String
    let rules = EligibilityPolicy.version
    let features: [String: String]
    let tenant: [GateRow]
    let mailboxes: [MailboxRow]
    /// How many mailboxes each reason refuses.
    let reasons: [String: Int]
    /// What a sync would do now.
    let wouldRead: Int
    /// Mailboxes that were admitted once and that it would purge.
    let wouldPurge: [String]
    /// And how many more of them are neither in the directory file nor listed.
    let wouldPurgeUnlisted: Int
    /// Rows of the file of users that cannot be used.
    let directoryProblems: [String]

    init(_ run: DryRun) {
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

    // MARK: Tables

    /// The tenant's gates, then a row for each mailbox, then counts.
    var table: [String] {
        let gates: [Listing<GateRow>.Column] = [
            .text("gate") { $0.gate }, .text("result") { $0.result },
            .text("evidence") { $0.evidence.map(\.text).joined(separator: "; ") },
            .text("what to do") { $0.remedies },
        ]
        var columns: [Listing<MailboxRow>.Column] = [
            .text("mailbox") { $0.mailbox }, .text("data") { $0.admitted ? "CRM and Exchange" : "CRM only" },
        ]
        for gate in Gate.allCases where gate.level == .mailbox {
            columns.append(.text(gate.rawValue) { $0.gates.first { $0.gate == gate.rawValue }?.result ?? "" })
        }
        var lines = ["At \(at):", ""] + Listing(columns: gates, rows: tenant).table + [""]
        lines += Listing(columns: columns, rows: mailboxes).table + [""]
        for (reason, count) in reasons.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            lines.append("\(reason): \(count)")
        }
        lines += directoryProblems.map { "directory file, \($0)" }
        lines.append("A sync would read \(wouldRead) of \(mailboxes.count) mailboxes, and CRM data of everybody.")
        if !wouldPurge.isEmpty {
            lines.append("It would remove what only these contributed: \(wouldPurge.joined(separator: ", "))")
        }
        if wouldPurgeUnlisted > 0 {
            lines.append("And what only \(wouldPurgeUnlisted) mailboxes contributed that are not to be read any more.")
        }
        return lines
    }

    /// RFC 4180, one row for each mailbox and gate.
    var commaSeparated: [String] {
        let header = ["mailbox", "gate", "passed", "reason", "text", "remedy", "evidence"]
        let rows = mailboxes.flatMap { mailbox in
            mailbox.gates.map { gate in
                [
                    mailbox.mailbox, gate.gate, gate.passed ? "yes" : "no", gate.codes, gate.texts, gate.remedies,
                    gate.evidence.map(\.text).joined(separator: "; "),
                ]
            }
        }
        return ([header] + rows).map { $0.map(Harmless.commaSeparated).joined(separator: ",") }
    }
}

extension EligibilityListing.GateRow {
    /// `ok`, `not required`, or the reasons' codes.
    var result: String { reasons.isEmpty ? verdict == "notRequired" ? "not required" : "ok" : codes }

    fileprivate var codes: String { reasons.map(\.reason).joined(separator: ", ") }
    fileprivate var texts: String { reasons.map(\.text).joined(separator: " ") }
    fileprivate var remedies: String { reasons.map(\.remedy).joined(separator: " · ") }
}

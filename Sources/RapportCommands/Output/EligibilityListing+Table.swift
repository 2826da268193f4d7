import Eligibility
import Engine

extension EligibilityListing {
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
}

extension EligibilityListing.GateRow {
    /// `ok`, `not required`, or the reasons' codes.
    var result: String { reasons.isEmpty ? verdict == "notRequired" ? "not required" : "ok" : codes }
}

import Eligibility
import Engine
import HTTPTypes
import Interactions

extension Route {
    /// Who may be read, and why not.
    static let eligibilityPages: [Route] = [
        .page("/eligibility", for: .administrator, isPersonal: true) { call in
            let listing = EligibilityListing(try await call.console.board.eligibility().dryRun())
            return call.page(.eligibility, title: call.words["page.eligibility"], try DryRunContent(listing, call))
        },
        .page("/eligibility.csv", for: .administrator, isPersonal: true) { call in
            let listing = EligibilityListing(try await call.console.board.eligibility().dryRun())
            let text = listing.commaSeparated.joined(separator: "\r\n") + "\r\n"
            var answer = Answer(.ok, type: "text/csv; charset=utf-8", body: Array(text.utf8))
            answer.headers[.contentDisposition] = "attachment; filename=\"eligibility.csv\""
            return answer
        },
        .page("/why", for: .administrator, isPersonal: true) { call in
            guard let address = call.query["user"].flatMap({ EmailAddress($0) }) else {
                throw Problem(.badRequest, "'user' must be an SMTP address.")
            }
            let eligibility = try await call.console.board.eligibility()
            let decision = try eligibility.decide(Mailbox(address: address))
            let tenant = try eligibility.decideTenant()
            return call.page(.why, title: call.words["page.why"], WhyContent(decision, tenant, call.words))
        },
    ]
}

/// One reason with what to do about it.
struct ReasonRow {
    let gate: String
    let text: String
    let remedy: String
    let code: String
}

extension Words {
    func row(_ reason: Reason) -> ReasonRow {
        ReasonRow(
            gate: self["gate.\(reason.gate.rawValue)"],
            text: self["reason.\(reason.code.rawValue)"],
            remedy: self["remedy.\(reason.code.rawValue)"],
            code: reason.code.rawValue
        )
    }
}

private struct DryRunContent {
    struct GateRow {
        let name: String
        let isPassed: Bool
        let state: String
        let reasons: [String]
        let evidence: [String]
    }

    struct MailboxRow {
        let mailbox: String
        let whyHref: String
        let isAdmitted: Bool
        let basis: String
        let reasons: [String]
    }

    struct Choice {
        let value: String
        let text: String
        let isChosen: Bool
    }

    let at: String
    let tenant: [GateRow]
    let mailboxes: [MailboxRow]
    let summary: String
    let shown: String
    let search: String
    let states: [Choice]
    let reasons: [Choice]
    let problems: [String]
    let purged: [String]
    let hasPurged: Bool
    let hasProblems: Bool

    init(_ listing: EligibilityListing, _ call: Call) throws {
        let words = call.words
        let search = call.query["q"] ?? ""
        let state = call.query["state"] ?? ""
        let reason = call.query["reason"] ?? ""
        let found = listing.mailboxes.filter { row in
            (search.isEmpty || row.mailbox.contains(search.lowercased()))
                && (state.isEmpty || row.admitted == (state == "admitted"))
                && (reason.isEmpty || row.gates.contains { $0.reasons.contains { $0.reason == reason } })
        }
        at = words.time(listing.at)
        tenant = listing.tenant.map { gate in
            GateRow(
                name: words["gate.\(gate.gate)"],
                isPassed: gate.passed,
                state: words["verdict.\(gate.verdict)"],
                reasons: gate.reasons.map { words["reason.\($0.reason)"] },
                evidence: gate.evidence.map(\.text)
            )
        }
        mailboxes = found.prefix(500).map { row in
            MailboxRow(
                mailbox: row.mailbox,
                whyHref: "/why?user=\(FormFields.encoded(row.mailbox))",
                isAdmitted: row.admitted,
                basis: words[row.admitted ? "basis.crmAndExchange" : "basis.crm"],
                reasons: row.gates.filter { !$0.passed }.flatMap { gate in
                    gate.reasons.map { words["reason.\($0.reason)"] }
                }
            )
        }
        summary = words(
            "eligibility.summary",
            ["read": String(listing.wouldRead), "all": String(listing.mailboxes.count)]
        )
        shown = words("eligibility.shown", ["shown": String(min(found.count, 500)), "found": String(found.count)])
        self.search = search
        states = ["", "admitted", "refused"].map { value in
            Choice(
                value: value,
                text: words["eligibility.state.\(value.isEmpty ? "all" : value)"],
                isChosen: value == state
            )
        }
        reasons =
            [Choice(value: "", text: words["eligibility.reason.all"], isChosen: reason.isEmpty)]
            + listing.reasons.sorted { $0.key < $1.key }.map { code, count in
                Choice(value: code, text: "\(words["reason.\(code)"]) (\(count))", isChosen: code == reason)
            }
        problems = listing.directoryProblems
        purged = listing.wouldPurge
        hasPurged = !purged.isEmpty
        hasProblems = !problems.isEmpty
    }
}

private struct WhyContent {
    let mailbox: String
    let isAdmitted: Bool
    let reasons: [ReasonRow]
    let facts: [String]
    let features: [FactRow]

    init(_ decision: Decision, _ tenant: TenantDecision, _ words: Words) {
        mailbox = decision.mailbox.address.text
        isAdmitted = decision.reasons.isEmpty
        reasons = decision.reasons.map { words.row($0) }
        facts = decision.results.filter { $0.verdict != .passed }.flatMap(\.evidence).map {
            EligibilityListing.EvidenceRow($0).text
        }
        features = tenant.decisions.map {
            FactRow(name: words["feature.\($0.feature.rawValue)"], value: words["basis.\($0.basis.rawValue)"])
        }
    }
}

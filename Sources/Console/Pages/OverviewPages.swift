import Connector
import Eligibility
import Engine
import HTTPTypes
import Interactions

extension Route {
    static let overviewPages: [Route] = [
        .page("/overview", for: .administrator) { call in
            let status = try await call.engine.status()
            return call.page(.overview, title: call.words["page.overview"], OverviewContent(status, call))
        },
        .page("/runs", for: .administrator, isLive: true) { call in
            let status = try await call.engine.status()
            let progress = ProgressRow.rows(call.console.progress.listing, call.words)
            return call.page(.runs, title: call.words["page.runs"], RunContent(status, progress, call.words))
        },
    ]
}

/// A name and a number or a word.
struct FactRow {
    let name: String
    let value: String
}

/// How long ago what one source has was read.
private struct FreshnessRow {
    let source: String
    let owners: Int
    let unread: Int
    let failing: Int
    let median: String
    let oldest: String

    init(_ freshness: Freshness, _ words: Words) {
        (source, owners) = (freshness.source, freshness.owners)
        (unread, failing) = (freshness.unread, freshness.failing)
        median = freshness.medianSeconds.map(words.span) ?? "–"
        oldest = freshness.oldestSeconds.map(words.span) ?? "–"
    }
}

/// How things stand, for administrators.
private struct OverviewContent {
    struct FeatureRow {
        let name: String
        let basis: String
        let state: String
        let reasons: [String]
    }

    let banner: String
    let features: [FeatureRow]
    let facts: [FactRow]
    let freshness: [FreshnessRow]

    init(_ status: InstallationStatus, _ call: Call) {
        let words = call.words
        banner = status.lifeCycle.notice(under: call.engine.profile).map { words.banner($0) } ?? ""
        features = status.tenant.decisions.map { decision in
            FeatureRow(
                name: words["feature.\(decision.feature.rawValue)"],
                basis: words["basis.\(decision.basis.rawValue)"],
                state: decision.basis.rawValue,
                reasons: decision.reasons.map { words["reason.\($0.code.rawValue)"] }
            )
        }
        let stored = status.stored ?? StoreCounts()
        let counts: [(String, Int)] = [
            ("mailboxes", status.mailboxes), ("admitted", status.admitted), ("read", stored.mailboxes),
            ("emails", stored.emails), ("meetings", stored.meetings), ("calls", stored.phoneCalls),
        ]
        var facts = counts.map { FactRow(name: words["count.\($0)"], value: String($1)) }
        // A service that reads by itself has none; how fresh it is says the table below.
        if let run = status.lastRun {
            facts.append(FactRow(name: words["count.lastRun"], value: words.time(run.endedAt)))
        }
        self.facts = facts
        freshness = status.freshness.map { FreshnessRow($0, words) }
    }
}

/// How the last sync went, and what could not be read.
private struct RunContent {
    let progress: [ProgressRow]
    let hasRun: Bool
    let facts: [FactRow]
    let leftOut: [FactRow]
    let unreadable: [FactRow]
    let unread: [FactRow]
    let awaitsTime: Bool
    let awaitsDerivation: Bool

    init(_ status: InstallationStatus, _ progress: [ProgressRow], _ words: Words) {
        self.progress = progress
        let run = status.lastRun
        hasRun = run != nil
        awaitsTime = run?.awaitsTime ?? false
        awaitsDerivation = status.awaitsDerivation
        facts =
            run.map { run in
                [
                    FactRow(name: words["runs.endedAt"], value: words.time(run.endedAt)),
                    FactRow(name: words["runs.complete"], value: String(run.complete)),
                    FactRow(name: words["runs.failed"], value: String(run.failed)),
                    FactRow(name: words["runs.items"], value: String(run.items)),
                    FactRow(name: words["runs.pauses"], value: String(run.pauses)),
                    FactRow(name: words["runs.throttled"], value: String(run.throttled)),
                ]
            } ?? []
        leftOut = Self.rows(run?.leftOut ?? [:])
        unreadable = Self.rows(status.stored?.postponed ?? [:])
        unread = status.unread.map { row in
            let part = row.folder.map { "\(row.part) \($0)" } ?? row.part
            return FactRow(
                name: "\(row.owner), \(part): \(row.code)",
                value: "\(words("runs.since", ["date": words.time(row.since)])) \(row.reason)"
            )
        }
    }

    /// Names are the codes that logs and services use.
    private static func rows(_ counts: [String: Int]) -> [FactRow] {
        counts.sorted { $0.key < $1.key }.map { FactRow(name: $0.key, value: String($0.value)) }
    }
}

extension Words {
    /// What has to be told as long as consent or enabling is missing, with the counter of days.
    func banner(_ banner: Banner) -> String {
        switch banner.notice {
        case .pending(let end):
            self(
                "banner.pending",
                ["days": String(banner.daysLeft), "hours": String(banner.hoursLeft), "date": time(end.iso8601)]
            )
        case .switchedOff(let then): self("banner.switchedOff", ["date": time(then.iso8601)])
        case .enableAgain(let then): self("banner.enableAgain", ["date": time(then.iso8601)])
        }
    }
}

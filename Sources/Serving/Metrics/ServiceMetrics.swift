import Connector
import CoreMetrics
import Eligibility
import Engine
import Interactions
import Pipeline
import Settings
import Synchronization

/// What the process counts, and what it measures when somebody asks.
final class ServiceMetrics: Sendable {
    private static let help = [
        "rapport_items_total": "Items that services told as new or changed.",
        "rapport_interactions_total": "Interactions made, changed and removed.",
        "rapport_readings_total": "Readings of a mailbox or of the CRM, by how they ended.",
        "rapport_reading_duration_seconds": "How long readings took.",
        "rapport_requests_total": "Requests to services, by what came of them.",
        "rapport_waits_total": "Waits before another try.",
        "rapport_wait_seconds_total": "Seconds waited before another try; several may have been at the same time.",
        "rapport_facts_failures_total": "Times that facts for decisions could not be read.",
        "rapport_purged_mailboxes_total":
            "Mailboxes that lost what only they contributed because they may not be read any more; not those of 'rapport purge'.",
    ]

    private let registry = PrometheusRegistry(help: help)
    private let refusals = Mutex<(counts: [Refusal], admitted: Int, refused: Int)?>(nil)

    func note(_ news: ScheduleNews) {
        switch news {
        case .settled(let settlement):
            let admitted = settlement.decisions.count { $0.admission != nil }
            let counts = Refusal.counts(settlement.decisions)
            refusals.withLock { $0 = (counts, admitted, settlement.decisions.count - admitted) }
            add(settlement.upkeep.purges.count, "rapport_purged_mailboxes_total")
            var removed = settlement.upkeep.purged
            removed += settlement.upkeep.expired
            add(removed, source: "upkeep")
        case .refreshFailed: add(1, "rapport_facts_failures_total")
        case .ended(let outcome, let took): ended(outcome, took)
        case .progress(.answered(_, let source, let outcome)):
            add(1, "rapport_requests_total", [("source", source), ("outcome", outcome?.rawValue ?? "answered")])
        case .progress(.waiting(let wait, _, let owner)):
            let source = owner.mailbox == nil ? "crm" : "mail"
            add(1, "rapport_waits_total", [("from", source)])
            FloatingPointCounter(label: "rapport_wait_seconds_total", dimensions: [("from", source)], factory: registry)
                .increment(by: wait / .seconds(1))
        case .began, .derivationFailed, .progress, .stopped: break
        }
    }

    private func ended(_ outcome: OwnerOutcome, _ took: Duration) {
        let source = outcome.streams.first?.stream.source ?? (outcome.owner.mailbox == nil ? "crm" : "mail")
        let end =
            switch outcome.end {
            case .complete: "complete"
            case .incomplete: "incomplete"
            case .refused: "refused"
            case .stopped: "stopped"
            case .failed(let error): error.code.rawValue
            }
        add(1, "rapport_readings_total", [("source", source), ("outcome", end)])
        add(outcome.found, "rapport_items_total", [("source", source)])
        add(outcome.commits, source: source)
        Timer(label: "rapport_reading_duration_seconds", dimensions: [("source", source)], factory: registry)
            .recordNanoseconds(Int64(took / .nanoseconds(1)))
    }

    private func add(_ summary: CommitSummary, source: String) {
        let changes = [("added", summary.added), ("changed", summary.changed), ("removed", summary.removed)]
        for (change, count) in changes {
            add(count, "rapport_interactions_total", [("source", source), ("change", change)])
        }
    }

    private func add(_ count: Int, _ label: String, _ dimensions: [(String, String)] = []) {
        Counter(label: label, dimensions: dimensions, factory: registry).increment(by: count)
    }

    // MARK: When somebody asks

    /// All of it, in Prometheus' text format.
    ///
    /// - Parameter every: the interval of this process, if it is not that of the settings.
    func text(_ engine: Engine, every: Duration?) async -> String {
        var text = PrometheusText()
        text.begin("rapport_build_info", .gauge, help: "The version that runs.")
        text.sample("rapport_build_info", [("version", Engine.version)], 1)
        text.gauge(
            "rapport_schedule_interval_seconds",
            (every ?? engine.settings.schedule.every) / .seconds(1),
            help: "How often everybody is to be read."
        )
        decisions(&text)
        lags(engine, &text)
        await stored(engine, &text)
        await consent(engine, &text)
        registry.write(to: &text)
        return text.text
    }

    private func decisions(_ text: inout PrometheusText) {
        guard let known = refusals.withLock({ $0 }) else { return }
        text.begin("rapport_mailboxes", .gauge, help: "Mailboxes that were decided on.")
        text.sample("rapport_mailboxes", [("decision", "admitted")], Double(known.admitted))
        text.sample("rapport_mailboxes", [("decision", "refused")], Double(known.refused))
        text.begin("rapport_refusals", .gauge, help: "Mailboxes that a gate refuses, by reason; one may have several.")
        for refusal in known.counts {
            text.sample(
                "rapport_refusals",
                [("gate", refusal.gate), ("reason", refusal.reason)],
                Double(refusal.count)
            )
        }
    }

    private func lags(_ engine: Engine, _ text: inout PrometheusText) {
        let all = engine.freshness
        text.begin("rapport_lag_seconds", .gauge, help: "Seconds since the newest complete reading of an owner.")
        for freshness in all {
            let ages = [("oldest", freshness.oldestSeconds), ("median", freshness.medianSeconds)]
            for (which, age) in ages {
                guard let age else { continue }
                text.sample("rapport_lag_seconds", [("source", freshness.source), ("which", which)], Double(age))
            }
        }
        text.begin("rapport_unread_owners", .gauge, help: "Owners of whom nothing was read to its end yet.")
        for freshness in all {
            text.sample("rapport_unread_owners", [("source", freshness.source)], Double(freshness.unread))
        }
        text.begin("rapport_failing_owners", .gauge, help: "Owners whose last reading came to no end.")
        for freshness in all {
            text.sample("rapport_failing_owners", [("source", freshness.source)], Double(freshness.failing))
        }
    }

    private func stored(_ engine: Engine, _ text: inout PrometheusText) async {
        text.gauge("rapport_store_bytes", Double(engine.installation.storeBytes), help: "Bytes of the store on disk.")
        guard let counts = try? await engine.storeCounts() else { return }
        text.begin("rapport_stored_interactions", .gauge, help: "Interactions that are stored.")
        let kinds = [("email", counts.emails), ("meeting", counts.meetings), ("phone_call", counts.phoneCalls)]
        for (kind, count) in kinds { text.sample("rapport_stored_interactions", [("kind", kind)], Double(count)) }
        text.begin("rapport_postponed_items", .gauge, help: "Items that a service could not deliver, by its code.")
        for (code, count) in counts.postponed.sorted(by: { $0.key < $1.key }) {
            text.sample("rapport_postponed_items", [("code", code)], Double(count))
        }
    }

    private func consent(_ engine: Engine, _ text: inout PrometheusText) async {
        guard let clock = try? engine.consentClock() else { return }
        text.gauge("rapport_consent_clock_days", clock.daysPassed, help: "Days of the consent clock that have passed.")
        text.gauge(
            "rapport_consent_clock_remaining_seconds",
            clock.remaining / .seconds(1),
            help: "Seconds until what needs consent switches off by itself."
        )
    }
}

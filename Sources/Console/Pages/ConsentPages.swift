import Eligibility
import Engine
import HTTPTypes
import Interactions

extension Route {
    /// Who consented and when, how it is withdrawn, and where Microsoft's administrator gives it.
    static let consentPages: [Route] = [
        .page("/consent", for: .administrator) { call in
            let state = try await call.console.board.eligibility().tenant().lifeCycle
            let content = ConsentContent(state, try call.engine.consents(), call)
            return call.page(.consent, title: call.words["page.consent"], content)
        }
    ]
}

private struct ConsentContent {
    struct Row {
        let at: String
        let what: String
        let actor: String
        let recordedAt: String

        init(_ record: ConsentRecord, _ words: Words) {
            at = words.time(record.at.iso8601)
            what = words[record.isGranted ? "consent.row.granted" : "consent.row.withdrawn"]
            actor = record.actor
            recordedAt = words.time(record.recordedAt.iso8601)
        }
    }

    let banner: String
    let state: String
    let isGranted: Bool
    let href: String
    let action: String
    /// Whether it is Microsoft's administrator who consents, and not the organisation by itself.
    let isMicrosofts: Bool
    let rows: [Row]
    let isEmpty: Bool

    init(_ life: LifeCycleState, _ records: [ConsentRecord], _ call: Call) {
        let words = call.words
        banner = life.notice(under: call.engine.profile).map { words.banner($0) } ?? ""
        let consent = words.consent(life.consent)
        state = consent.text
        isGranted = consent.isGranted
        let change: LifeCycleChange = consent.isGranted ? .consentWithdraw : .consentGrant
        href = "/changes/\(change.rawValue)"
        action = words["change.\(change.rawValue)"]
        isMicrosofts = call.engine.profile == .dynamics365
        rows = records.map { Row($0, words) }
        isEmpty = rows.isEmpty
    }
}

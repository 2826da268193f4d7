import Eligibility
import Interactions

/// How the life cycle stands, for printing.
struct LifeCycleListing: Encodable {
    struct Row: Encodable {
        let part: String
        let state: String
        let since: String?
    }

    let banner: String?
    let daysLeft: Int?
    let hoursLeft: Int?
    let parts: [Row]

    init(_ state: LifeCycleState, under profile: EligibilityProfile) {
        banner = state.banner?.text(under: profile)
        daysLeft = state.banner?.daysLeft
        hoursLeft = state.banner?.hoursLeft
        var rows = [
            Row("premium features", state.premiumFeatures), Row("relationship intelligence", state.activation),
            Row("Exchange integration", state.exchange), Row("relationship analytics", state[.relationshipAnalytics]),
            Row("who knows whom", state[.whoKnowsWhom]), Row(state.consent),
        ]
        let names = state.roles?.names.sorted().joined(separator: ", ") ?? ""
        rows.append(
            Row(part: "security roles", state: names.isEmpty ? "none" : names, since: state.roles?.since.iso8601)
        )
        parts = rows
    }

    /// The lines of a table, with the banner above it.
    var table: [String] {
        let columns: [Listing<Row>.Column] = [
            .text("part") { $0.part }, .text("state") { $0.state }, .text("since") { $0.since ?? "" },
        ]
        return (banner.map { [$0, ""] } ?? []) + Listing(columns: columns, rows: parts).table
    }

    /// - Throws: `CommandFailure` of status `cannotWrite`.
    func print() throws {
        for line in table { try Terminal.print(line) }
    }
}

extension LifeCycleListing.Row {
    fileprivate init(_ part: String, _ state: LifeCycleState.SwitchState) {
        self.part = part
        switch state {
        case .on(let then): (self.state, since) = ("on", then.iso8601)
        case .off(let then): (self.state, since) = ("off", then?.iso8601)
        case .autoDisabled(let then): (self.state, since) = ("switched off by itself", then.iso8601)
        }
    }

    fileprivate init(_ consent: LifeCycleState.Consent) {
        part = "consent"
        switch consent {
        case .granted(let then): (state, since) = ("granted", then.iso8601)
        case .withdrawn(let then, _): (state, since) = ("withdrawn", then.iso8601)
        case .pending(let end): (state, since) = ("awaited until \(end.iso8601)", nil)
        case .missing: (state, since) = ("missing", nil)
        }
    }
}

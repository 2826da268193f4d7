package import Eligibility
import Interactions

/// How the life cycle stands, as every face shows it.
package struct LifeCycleListing: Encodable {
    package struct Row: Encodable {
        package let part: String
        package let state: String
        package let since: String?
    }

    package let banner: String?
    package let daysLeft: Int?
    package let hoursLeft: Int?
    package let parts: [Row]

    package init(_ state: LifeCycleState, under profile: EligibilityProfile) {
        let notice = state.notice(under: profile)
        banner = notice?.text(under: profile) { LocalTime.minute($0.iso8601) }
        daysLeft = notice?.daysLeft
        hoursLeft = notice?.hoursLeft
        let isRequired = profile != .ownServer
        let isLacking = state.lacksPremiumFeatures(under: profile)
        var rows = [
            isRequired
                ? Row("premium features", state.premiumFeatures)
                : Row(part: "premium features", state: "not required", since: nil),
            Row("relationship intelligence", state.activation, isLacking),
            Row("Exchange integration", state.exchange, isLacking),
            Row("relationship analytics", state[.relationshipAnalytics], isLacking),
            Row("who knows whom", state[.whoKnowsWhom], isLacking), Row(state.consent),
        ]
        let names = state.roles?.names.sorted().joined(separator: ", ") ?? ""
        rows.append(
            Row(part: "security roles", state: names.isEmpty ? "none" : names, since: state.roles?.since.iso8601)
        )
        parts = rows
    }
}

extension LifeCycleListing.Row {
    /// - Parameter isLacking: whether the premium features are off, without which nothing else is on.
    fileprivate init(_ part: String, _ state: LifeCycleState.SwitchState, _ isLacking: Bool = false) {
        self.part = part
        switch state {
        case .on(let then) where isLacking: (self.state, since) = ("off without the premium features", then.iso8601)
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
        case .pending(let end): (state, since) = ("awaited until \(LocalTime.minute(end.iso8601))", nil)
        case .missing: (state, since) = ("missing", nil)
        }
    }
}

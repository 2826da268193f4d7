import Eligibility
import Engine
import HTTPTypes
import Interactions

extension Route {
    /// The life cycle, step by step; each change says first, in numbers, what it will remove.
    static let changePages: [Route] = [
        .page("/changes", for: .administrator) { call in
            let state = try await call.console.board.eligibility().tenant().lifeCycle
            let steps = StepsContent(state, under: call.engine.profile, call.words)
            return call.page(.changes, title: call.words["page.changes"], steps)
        },
        .page("/changes/{change}", for: .administrator) { call in
            let change = try call.change
            let roles = call.query.all("role")
            let plan = try await call.engine.plan(change.kind(roles: roles))
            let content = ChangeContent(
                change: change.rawValue,
                text: call.words["change.\(change.rawValue).text"],
                mailboxes: plan.mailboxes,
                removes: plan.mailboxes > 0,
                consequence: call.words.counted("change.removes", Int64(plan.mailboxes)),
                roles: roles,
                hasRoles: change == .roles,
                isConsent: change == .consentGrant
            )
            return call.page(.change, title: call.words["change.\(change.rawValue)"], content)
        },
        .form("/changes/{change}", for: .administrator) { call in
            let change = try call.change
            let confirmed = try call.form.number("mailboxes", in: 0...999_999_999)
            try await call.record(change.kind(roles: call.form.all("role")), confirmed: confirmed)
            return .redirect(to: "/changes?done=\(change.rawValue)")
        },
        .page("/roles", for: .administrator) { call in
            let rows = RoleListing(try await call.console.board.eligibility().roles()).rows
            return call.page(.roles, title: call.words["page.roles"], RolesContent(rows: rows, isEmpty: rows.isEmpty))
        },
    ]
}

extension Call {
    fileprivate var change: LifeCycleChange {
        get throws {
            guard let change = values["change"].flatMap(LifeCycleChange.init(rawValue:)) else {
                throw Problem(.notFound, "There is no such change.")
            }
            return change
        }
    }

    /// Records an event that was confirmed with the number of mailboxes that lose their data by it.
    ///
    /// - Throws: `Problem` if the number is another one by now; what `Engine.record` throws.
    @discardableResult
    func record(_ kind: LifeCycleEvent.Kind, confirmed: Int?) async throws -> Engine.LifeCycleOutcome {
        let plan = try await engine.plan(kind)
        guard plan.mailboxes == confirmed ?? 0 else {
            throw Problem(
                .conflict,
                "This removes what \(plan.mailboxes) mailboxes contributed. Confirm with exactly this number."
            )
        }
        let outcome = try await engine.record(kind, by: try viewer.address, confirmed: plan.confirmed([.removal]))
        await console.board.forget()
        return outcome
    }
}

private struct RolesContent {
    let rows: [RoleListing.Row]
    let isEmpty: Bool
}

private struct ChangeContent {
    let change: String
    let text: String
    let mailboxes: Int
    let removes: Bool
    let consequence: String
    let roles: [String]
    let hasRoles: Bool
    let isConsent: Bool
}

/// What is on, and what can be changed.
private struct StepsContent {
    struct Step {
        let name: String
        let state: String
        let isOn: Bool
        let href: String
        let action: String
    }

    let banner: String
    let steps: [Step]
    let roles: String

    init(_ state: LifeCycleState, under profile: EligibilityProfile, _ words: Words) {
        banner = state.notice(under: profile).map { words.banner($0) } ?? ""
        roles = state.roles?.names.sorted().joined(separator: ", ") ?? ""
        func step(_ name: String, _ now: LifeCycleState.SwitchState, _ on: LifeCycleChange, _ off: LifeCycleChange)
            -> Step
        {
            var change = now.isOn ? off : on
            // What day 14 switched off comes back by enabling, which begins a new clock.
            if case .autoDisabled = now { change = .enable }
            return Step(
                name: words["step.\(name)"],
                state: words.state(now),
                isOn: now.isOn,
                href: "/changes/\(change.rawValue)",
                action: words["change.\(change.rawValue)"]
            )
        }
        let consent = words.consent(state.consent)
        let consentChange: LifeCycleChange = consent.isGranted ? .consentWithdraw : .consentGrant
        steps = [
            step("premium", state.premiumFeatures, .premiumInstall, .premiumRemove),
            step("activation", state.activation, .enable, .disable),
            step("analytics", state[.relationshipAnalytics], .analyticsOn, .analyticsOff),
            step("introductions", state[.whoKnowsWhom], .introductionsOn, .introductionsOff),
            step("exchange", state.exchange, .exchangeOn, .exchangeOff),
            Step(
                name: words["step.consent"],
                state: consent.text,
                isOn: consent.isGranted,
                href: "/changes/\(consentChange.rawValue)",
                action: words["change.\(consentChange.rawValue)"]
            ),
        ]
    }
}

extension Words {
    fileprivate func state(_ state: LifeCycleState.SwitchState) -> String {
        switch state {
        case .on(let then): self("state.on", ["date": time(then.iso8601)])
        case .off(let then): then.map { self("state.offSince", ["date": time($0.iso8601)]) } ?? self["state.off"]
        case .autoDisabled(let then): self("state.autoDisabled", ["date": time(then.iso8601)])
        }
    }

    func consent(_ consent: LifeCycleState.Consent) -> (text: String, isGranted: Bool) {
        switch consent {
        case .granted(let then): (self("consent.granted", ["date": time(then.iso8601)]), true)
        case .pending(let end): (self("consent.pending", ["date": time(end.iso8601)]), false)
        case .withdrawn(let then, _): (self("consent.withdrawn", ["date": time(then.iso8601)]), false)
        case .missing: (self["consent.missing"], false)
        }
    }
}

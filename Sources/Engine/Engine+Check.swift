import AccessTokens
import Connector
import Eligibility
import Interactions
import OData
import Pipeline
import Settings

extension Engine {
    /// Gets a token, reaches the server and lists the folders of every admitted mailbox; stores nothing.
    ///
    /// - Parameters:
    ///   - problems: told what cannot be used of the facts.
    ///   - step: told of every step that succeeded.
    /// - Throws: `EngineError` of code `nobodyAdmitted`, `SettingsError`, or `SourceError` of a step before the
    ///   mailboxes.
    package func check(
        problems: ([String]) -> Void,
        step: (ConnectionCheck.Step) -> Void
    ) async throws -> ConnectionCheck {
        let eligibility = try await eligibility()
        problems(eligibility.problems)
        let mailboxes = try eligibility.mailboxes.filter { try eligibility.decide($0).admission != nil }
        step(.eligibility(admitted: mailboxes.count, of: eligibility.mailboxes.count))
        guard !mailboxes.isEmpty else {
            throw EngineError(.nobodyAdmitted, "No mailbox is admitted. 'rapport eligibility' says why.")
        }
        if settings.source != .ews, let root = settings.graph.root {
            let grants = try await accessTokens().tokens.grants(for: Resource(root.origin))
            step(.token(permissions: grants?.roles))
        }
        let bindings = try await mailboxSources(for: mailboxes, eligibility, now: { eligibility.now() })
        step(.endpoint)
        var check = ConnectionCheck()
        for mailbox in mailboxes {
            guard let binding = bindings.first(where: { $0.reads(mailbox) }) else { continue }
            try await check.ask(mailbox, of: binding.source)
            // Asking on with a credential that was refused can lock the account.
            if check.failures.last?.scope == .source { break }
        }
        if let crm = try crmSource(now: { eligibility.now() }) { try await check.askCRM(crm.source) }
        return check
    }
}

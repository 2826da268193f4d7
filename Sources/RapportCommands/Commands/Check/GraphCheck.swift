import AccessTokens
import MicrosoftGraph
import OData

/// Looks at the way to Microsoft Graph before any mailbox is asked.
struct GraphCheck {
    let configuration: RapportConfiguration

    /// Gets a token, and says what it is good for.
    ///
    /// - Throws: `CommandFailure` or `SourceError`.
    func checkToken() async throws {
        guard let root = configuration.graph.root else { return }
        let (tokens, _) = try makeAccessTokens(configuration.application)
        let grants = try await tokens.grants(for: Resource(root.origin))
        Terminal.say("token: fine")
        guard let roles = grants?.roles else { return }
        // In the best-secured tenants there is none, because Exchange itself grants access to some mailboxes only.
        Terminal.say("permissions in the token: \(roles.isEmpty ? "none" : roles.joined(separator: ", "))")
        let excessive = roles.filter {
            $0.hasSuffix(".ReadWrite") || $0.hasSuffix(".ReadWrite.All") || $0 == "Mail.Send"
        }
        if !excessive.isEmpty {
            Terminal.say("  Not needed, and better taken away: \(excessive.joined(separator: ", "))")
        }
    }

    /// How an administrator lets the application read certain mailboxes, and nothing else.
    ///
    /// <https://learn.microsoft.com/exchange/permissions-exo/application-rbac>
    func sayHowToGrant() {
        let client = (try? configuration.application.application().clientID) ?? "CLIENT-ID"
        let mail = configuration.graph.source.permission == .read ? "Mail.Read" : "Mail.ReadBasic"
        Terminal.say(
            """

            To let the application read the mailboxes of one group only, in Exchange Online PowerShell:
              New-ServicePrincipal -AppId \(client) -ObjectId <object ID of the enterprise application>
              New-ManagementScope -Name Rapport -RecipientRestrictionFilter "MemberOfGroup -eq '<DN of the group>'"
              New-ManagementRoleAssignment -App \(client) -Role "Application \(mail)" -CustomResourceScope Rapport
              New-ManagementRoleAssignment -App \(client) -Role "Application Calendars.Read" -CustomResourceScope Rapport
              Test-ServicePrincipalAuthorization -Identity \(client) -Resource <a mailbox>
            Changes take up to two hours. Permissions granted in Microsoft Entra count as well, for every mailbox: take away
            \(mail).All and Calendars.Read there. For all mailboxes, grant these two in Microsoft Entra instead.
            """
        )
    }
}

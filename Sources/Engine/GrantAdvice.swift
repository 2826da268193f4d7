import AccessTokens
import MicrosoftGraph
import Settings

extension Engine {
    /// How an administrator lets the application read certain mailboxes, and nothing else; nil where Graph is not
    /// asked.
    ///
    /// <https://learn.microsoft.com/exchange/permissions-exo/application-rbac>
    package var grantAdvice: String? {
        guard settings.source != .ews else { return nil }
        let client = (try? settings.application.application().clientID) ?? "CLIENT-ID"
        let mail = settings.graph.source.permission == .read ? "Mail.Read" : "Mail.ReadBasic"
        return """
            To let the application read the mailboxes of one group only, in Exchange Online PowerShell:
              New-ServicePrincipal -AppId \(client) -ObjectId <object ID of the enterprise application>
              New-ManagementScope -Name Rapport -RecipientRestrictionFilter "MemberOfGroup -eq '<DN of the group>'"
              New-ManagementRoleAssignment -App \(client) -Role "Application \(mail)" -CustomResourceScope Rapport
              New-ManagementRoleAssignment -App \(client) -Role "Application Calendars.Read" -CustomResourceScope Rapport
              Test-ServicePrincipalAuthorization -Identity \(client) -Resource <a mailbox>
            Changes take up to two hours. Permissions granted in Microsoft Entra count as well, for every mailbox: take away
            \(mail).All and Calendars.Read there. For all mailboxes, grant these two in Microsoft Entra instead.
            """
    }
}

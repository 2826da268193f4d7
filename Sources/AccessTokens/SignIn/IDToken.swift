/// Who somebody is, as the identity provider vouches for it.
///
/// <https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference>
package struct IDToken: Hashable, Sendable {
    /// The account's object id in the tenant, a GUID in lower case.
    package let objectID: String
    /// The name that the person signs in with: an address, of members of the tenant alone.
    package let userPrincipalName: String
}

package import HTTPTransport

/// An app registration in Microsoft Entra, and how it proves that it is itself.
package struct Application: Sendable {
    /// Documented at <https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow>.
    package enum Proof: Sendable {
        /// Read anew for each request, because secrets are changed while programs run.
        case secret(@Sendable () throws -> String)
        case certificate(ClientCertificate)
        /// The token of another issuer, which renews it in a file; read anew for each request.
        case federated(@Sendable () throws -> String)
        /// The machine itself vouches; there is no secret.
        case managedIdentity(ManagedIdentity)

        var isManagedIdentity: Bool {
            if case .managedIdentity = self { true } else { false }
        }
    }

    /// For example `https://login.microsoftonline.com`.
    package var login: Origin
    /// A GUID or a verified domain; never `common`.
    package var tenant: String
    /// A GUID.
    package var clientID: String
    package var proof: Proof

    package init(login: Origin, tenant: String, clientID: String, proof: Proof) {
        self.login = login
        self.tenant = tenant
        self.clientID = clientID
        self.proof = proof
    }
}

package import HTTPTransport

/// Where a machine of Azure gets the tokens of its own identity.
///
/// <https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token>
package struct ManagedIdentity: Sendable {
    package enum Endpoint: Hashable, Sendable {
        /// The metadata service of a virtual machine.
        case virtualMachine
        /// App Service and what is built on it. The header's value comes from the environment and is a secret.
        case appService(header: String)
    }

    package let endpoint: Endpoint
    package let origin: Origin
    package let path: String

    /// - Parameter environment: of the process. `IDENTITY_ENDPOINT` with `IDENTITY_HEADER`, else
    ///   `AZURE_POD_IDENTITY_AUTHORITY_HOST`, else the metadata service at its fixed address.
    /// - Returns: nil if a variable holds no address.
    package init?(environment: [String: String]) {
        if let url = environment["IDENTITY_ENDPOINT"], let header = environment["IDENTITY_HEADER"] {
            guard let origin = Origin(url: url) else { return nil }
            endpoint = .appService(header: header)
            self.origin = origin
            let path = url.utf8.drop { $0 != UInt8(ascii: ":") }.dropFirst(3).drop { $0 != UInt8(ascii: "/") }
            self.path = path.isEmpty ? "/" : String(Substring(path))
        } else {
            let url = environment["AZURE_POD_IDENTITY_AUTHORITY_HOST"] ?? "http://169.254.169.254"
            guard let origin = Origin(url: url) else { return nil }
            endpoint = .virtualMachine
            self.origin = origin
            path = "/metadata/identity/oauth2/token"
        }
    }
}

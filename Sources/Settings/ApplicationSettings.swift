package import AccessTokens
import FoundationEssentials
package import HTTPTransport

/// An app registration in Microsoft Entra: the one by which Microsoft Graph and Dataverse know us, under `application`,
/// or the one that people sign in with, under `signIn`.
///
/// Its proof of identity is read only when somebody needs it.
package struct ApplicationSettings: Sendable {
    enum Authentication: String, Sendable, CaseIterable {
        case secret, certificate, federated, managedIdentity
    }

    package var cloud: Cloud
    package var caFile: SettingPath?
    private let settings: SettingsReader
    private let login: String
    private let tenant: String?
    private let clientID: String?
    private let authentication: Authentication
    private let secret: Secret
    private let certificateFile: SettingPath?
    private let federatedTokenFile: SettingPath?

    /// - Parameter other: a registration in the same tenant, whose places count where this one names none; nil for the
    ///   first.
    init(_ settings: SettingsReader, as other: ApplicationSettings? = nil) {
        self.settings = settings
        cloud = other?.cloud ?? settings.choice("cloud")
        caFile = settings.path("caFile") ?? other?.caFile
        login = settings.text("login") ?? other?.login ?? cloud.login
        tenant = settings.text("tenantID") ?? other?.tenant
        clientID = settings.text("clientID")
        authentication = settings.choice("authentication")
        secret = Secret("secret", settings)
        certificateFile = settings.path("certificateFile")
        federatedTokenFile = settings.path("federatedTokenFile")
        // What the other one names is refused there.
        if other == nil || settings.isGiven("login"), Origin(url: login)?.isSecure != true { settings.refuse("login") }
        let shared = ["common", "organizations", "consumers"]
        if other == nil || settings.isGiven("tenantID"), let tenant,
            !Self.isName(tenant) || shared.contains(tenant.lowercased())
        {
            settings.refuse("tenantID")
        }
        if let clientID, !Self.isName(clientID) { settings.refuse("clientID") }
        // A machine's identity signs nobody in.
        if other != nil, authentication == .managedIdentity { settings.refuse("authentication") }
    }

    /// Whether anything says which application it is.
    var isGiven: Bool { clientID != nil }

    /// Where tokens come from; nil if `login` is unusable, which has been noted.
    package var loginOrigin: Origin? { Origin(url: login) }

    /// - Throws: `SettingsError` that names the setting or the file.
    package func application() throws -> Application {
        guard let origin = loginOrigin else { throw missing("login") }
        let proof = try proof()
        // A machine has one tenant, and most have one identity.
        let isMachine = authentication == .managedIdentity
        guard let tenant = tenant ?? (isMachine ? "" : nil) else { throw missing("tenantID") }
        guard let clientID = clientID ?? (isMachine ? "" : nil) else { throw missing("clientID") }
        return Application(login: origin, tenant: tenant, clientID: clientID, proof: proof)
    }

    private func proof() throws -> Application.Proof {
        switch authentication {
        case .secret:
            // A missing file is to be found now, not in the middle of a run.
            _ = try secret.read()
            return .secret { [secret] in try secret.read() }
        case .certificate:
            guard let certificateFile else { throw missing("certificateFile") }
            let pem = try SecretFile.read(certificateFile, lines: .many)
            do {
                return .certificate(try ClientCertificate(pem: pem))
            } catch .noCertificate {
                throw SettingsError([
                    .unusable(
                        certificateFile,
                        "a certificate in PEM form",
                        "the file holds no certificate in PEM form."
                    )
                ])
            } catch .noPrivateKey {
                throw SettingsError([
                    .unusable(
                        certificateFile,
                        "the certificate's RSA key as well",
                        "the file must also hold the certificate's RSA key, unencrypted, in PEM form."
                    )
                ])
            }
        case .federated:
            guard let file = federatedTokenFile ?? platformToken else { throw missing("federatedTokenFile") }
            // The platform that writes it decides who can read it.
            let read: @Sendable () throws -> String = {
                try SecretFile.read(file, isShared: true)
            }
            _ = try read()
            return .federated(read)
        case .managedIdentity:
            guard let identity = ManagedIdentity(environment: ProcessInfo.processInfo.environment) else {
                throw SettingsError("'IDENTITY_ENDPOINT' of the environment must be an address.")
            }
            return .managedIdentity(identity)
        }
    }

    /// The file that a platform such as Azure Kubernetes Service names, nil where there is none.
    private var platformToken: SettingPath? {
        let name = "AZURE_FEDERATED_TOKEN_FILE"
        return ProcessInfo.processInfo.environment[name].map {
            SettingPath(path: $0, key: settings.setting("federatedTokenFile").key, origin: .variable(name))
        }
    }

    private func missing(_ key: String) -> SettingsError { SettingsError([settings.missing(key)]) }

    /// A GUID or a domain: nothing that would change the path it becomes a part of.
    private static func isName(_ text: String) -> Bool {
        (1...253).contains(text.utf8.count) && text.utf8.first != UInt8(ascii: ".")
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E: true
                default: false
                }
            }
    }
}

import ExchangeSimulator
import FoundationEssentials

/// A private directory with what a client needs to connect: password, authority and a configuration for rapport.
struct Workspace {
    /// What the program prints.
    struct Announcement: Encodable {
        let ews: String
        let autodiscover: String
        let ca: String?
        let tenant: String
        let user: String
        let password: String
        /// Nil without TLS: rapport sends no password without.
        let config: String?
        let graph: String
        let dataverse: String
        let token: String
        let clientID: String
        let clientSecret: String
        /// Files of the owner's only: a certificate with its key, and a token of an issuer that the application trusts.
        let certificate: String?
        let federatedToken: String?

        private enum CodingKeys: String, CodingKey {
            case ews, autodiscover, ca, tenant, user, password, config, graph, dataverse, token
            case clientID = "client_id"
            case clientSecret = "client_secret"
            case certificate = "client_certificate"
            case federatedToken = "federated_token"
        }
    }

    /// One line of JSON.
    let announcement: Data
    private let directory: URL

    init(_ simulator: SimulatedExchange, authority: TLSIdentity?) throws {
        let manager = FileManager.default
        directory = manager.temporaryDirectory.appending(path: "exchange-simulator-\(UUID().uuidString)")
        try manager.createDirectory(
            at: directory,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let state = simulator.tenant.snapshot
        let caller = state.directory.users.first { $0.mayImpersonate && $0.password != nil }
        guard let caller, let password = caller.password else { throw MissingServiceAccount() }
        let passwordFile = try Self.writeSecret(password, to: directory.appending(path: "password"))
        let secretFile = try Self.writeSecret(
            simulator.application.clientSecret,
            to: directory.appending(path: "secret")
        )
        var authorityFile: String?
        if let authority {
            let path = directory.appending(path: "authority.pem").path
            try authority.writeAuthority(to: path)
            authorityFile = path
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let configuration = RapportConfiguration(
            state,
            ews: .init(
                url: simulator.ews,
                user: caller.address,
                passwordFile: passwordFile,
                caFile: authorityFile
            ),
            application: authorityFile.map { file in
                .init(
                    login: simulator.origin,
                    tenantID: state.id,
                    clientID: simulator.application.clientID,
                    secretFile: secretFile,
                    caFile: file
                )
            },
            graph: authorityFile == nil ? nil : .init(url: simulator.graph),
            dataverse: authorityFile == nil ? nil : .init(url: simulator.dataverse),
            administrator: caller.address,
            directory: directory.path
        )
        let configurationFile = directory.appending(path: "rapport.json")
        if authority != nil { try encoder.encode(configuration).write(to: configurationFile) }
        try encoder.encode(UserList(state, administrator: caller.address))
            .write(to: URL(filePath: configuration.directory))
        var certificate: String?
        var federatedToken: String?
        if let keys = simulator.application.keys {
            certificate = try Self.writeSecret(keys.certificatePEM, to: directory.appending(path: "certificate.pem"))
            federatedToken = try Self.writeSecret(
                keys.federatedToken(now: Int(Date().timeIntervalSince1970)),
                to: directory.appending(path: "federated-token")
            )
        }
        announcement = try encoder.encode(
            Announcement(
                ews: simulator.ews,
                autodiscover: simulator.autodiscover,
                ca: authorityFile,
                tenant: state.id,
                user: caller.address,
                password: password,
                config: authority == nil ? nil : configurationFile.path,
                graph: simulator.graph,
                dataverse: simulator.dataverse,
                token: simulator.token,
                clientID: simulator.application.clientID,
                clientSecret: simulator.application.clientSecret,
                certificate: certificate,
                federatedToken: federatedToken
            )
        )
    }

    /// Writes a file for its owner only, and returns its path.
    private static func writeSecret(_ text: String, to file: URL) throws -> String {
        try Data(text.utf8).write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        return file.path
    }

    /// Deletes the directory; what another program keeps open there goes when it ends.
    func remove() {
        try? FileManager.default.removeItem(at: directory)
    }
}

/// No user of the tenant may read the others' mailboxes.
struct MissingServiceAccount: Error, CustomStringConvertible {
    var description: String { "the tenant has no user with a password who may impersonate others" }
}

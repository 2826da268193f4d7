package import HTTPTransport

/// Who signs in to Exchange and where the secret is; it is read only when somebody needs it.
package struct SignIn: Sendable {
    enum Authentication: String, Sendable, CaseIterable {
        case basic, bearer, negotiate, ntlm
    }

    private let authentication: Authentication
    private let user: String?
    private let missingUser: SettingsProblem
    private let password: Secret
    private let token: Secret

    init(_ settings: SettingsReader) {
        authentication = settings.choice("authentication")
        user = settings.text("user")
        missingUser = settings.missing("user")
        password = Secret("password", settings)
        token = Secret("token", settings)
    }

    /// Whether what is sent could be read and used by anybody in between, were it not for TLS.
    var needsTLS: Bool { authentication == .basic || authentication == .bearer }

    /// - Throws: `SettingsError` that names the setting or the file.
    package func credential() throws -> Credential {
        switch authentication {
        case .basic: .basic(user: try userName(), password: try password.read())
        case .ntlm: .ntlm(user: try userName(), password: try password.read())
        case .bearer: .bearer(token: try token.read())
        case .negotiate: .negotiate
        }
    }

    private func userName() throws -> String {
        guard let user, !user.isEmpty else { throw SettingsError([missingUser]) }
        return user
    }
}

package import HTTPTransport

/// Who signs in to Exchange and where the secret is; it is read only when somebody needs it.
package struct SignIn: Sendable {
    /// Settings that the environment may hold, but not the file, which people copy and commit.
    static let secretKeys: Set<String> = ["ews.password", "ews.token"]

    enum Authentication: String, Sendable, CaseIterable {
        case basic, bearer, negotiate, ntlm
    }

    private let authentication: Authentication
    private let user: String?
    private let password: Secret
    private let token: Secret

    /// A secret in the environment, or in a file; the environment wins.
    private struct Secret: Sendable {
        let key: String
        let text: String?
        let file: String?

        init(_ key: String, _ settings: Settings) {
            self.key = key
            text = settings.secret(key)
            file = settings.text("\(key)File")
        }

        func read() throws -> String {
            if let text { return text }
            guard let file else {
                throw CommandFailure(
                    .badConfiguration,
                    "'ews.\(key)File' must be the path of a file that only you can read (mode 0600)."
                )
            }
            return try SecretFile.read(file, key: "ews.\(key)File")
        }
    }

    init(_ settings: Settings) {
        authentication = settings.choice("authentication", default: .basic)
        user = settings.text("user")
        password = Secret("password", settings)
        token = Secret("token", settings)
    }

    /// - Throws: `CommandFailure` of status `badConfiguration` that names the setting or the file.
    package func credential() throws -> Credential {
        switch authentication {
        case .basic: .basic(user: try userName(), password: try password.read())
        case .ntlm: .ntlm(user: try userName(), password: try password.read())
        case .bearer: .bearer(token: try token.read())
        case .negotiate: .negotiate
        }
    }

    private func userName() throws -> String {
        guard let user, !user.isEmpty else {
            throw CommandFailure(.badConfiguration, "'ews.user' must be given for this kind of authentication.")
        }
        return user
    }
}

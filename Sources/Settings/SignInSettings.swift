package import AccessTokens

/// How people sign in to the console with Microsoft Entra: the settings under `signIn`.
package struct SignInSettings: Sendable {
    /// An application role that people must have; nil if everybody of the tenant may come in.
    package let role: String?
    private let registration: ApplicationSettings

    /// - Parameters:
    ///   - settings: those under `signIn`.
    ///   - application: in the same tenant, unless they say otherwise.
    init(_ settings: SettingsReader, _ application: ApplicationSettings) {
        registration = ApplicationSettings(settings, as: application)
        role = settings.text("role")
        if role?.isEmpty == true { settings.refuse("role") }
    }

    /// Whether people sign in so at all.
    package var isOn: Bool { registration.isGiven }

    /// Certificates that vouch for the login; nil for the system's.
    package var caFile: SettingPath? { registration.caFile }

    /// - Throws: `SettingsError` that names the setting or the file.
    package func application() throws -> Application { try registration.application() }
}

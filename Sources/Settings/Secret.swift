/// A secret in the environment, in a file that only its owner can read, or handed over by a supervisor.
///
/// The environment wins, then the file that the configuration names.
struct Secret: Sendable {
    private let fileKey: String
    private let text: String?
    private let file: SettingPath?
    private let credential: SettingPath?
    private let missing: SettingsProblem

    /// - Parameter key: of the secret itself; its file's is the same with `File`.
    init(_ key: String, _ settings: SettingsReader) {
        fileKey = settings.setting("\(key)File").key
        text = settings.secret(key)
        file = settings.path("\(key)File")
        credential = settings.credential(key)
        missing = settings.missingSecret(key)
    }

    /// - Throws: `SettingsError` that names the setting or the file.
    func read() throws(SettingsError) -> String {
        if let text {
            guard !text.isEmpty else { throw SettingsError("'\(fileKey)': the variable in its place is empty.") }
            return text
        }
        if let file { return try SecretFile.read(file) }
        // Nobody else can read it there, whatever its mode says: access lists show as a group's.
        if let credential { return try SecretFile.read(credential, isShared: true) }
        throw SettingsError([missing])
    }
}

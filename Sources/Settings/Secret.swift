/// A secret in the environment, or in a file that only its owner can read; the environment wins.
struct Secret: Sendable {
    /// Settings that the environment may hold, but not the configuration file, which people copy and commit.
    static let keys: Set<String> = ["application.secret", "ews.password", "ews.token"]

    private let fileKey: String
    private let text: String?
    private let file: String?

    /// - Parameter scope: that of `settings`.
    init(_ key: String, _ settings: SettingsReader, scope: String) {
        fileKey = "\(scope).\(key)File"
        text = settings.secret(key)
        file = settings.path("\(key)File")
    }

    /// - Throws: `SettingsError` that names the setting or the file.
    func read() throws -> String {
        if let text { return text }
        guard let file else {
            throw SettingsError(
                "'\(fileKey)' must be the path of a file that only you can read (mode 0600)."
            )
        }
        return try SecretFile.read(file, key: fileKey)
    }
}

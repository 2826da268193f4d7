import Configuration
import FoundationEssentials
import Interactions
import SystemPackage

/// The configuration file and the environment over it, read strictly.
struct SettingsFile {
    let reader: ConfigReader
    let place: SettingsPlace

    let audit = SettingsAudit()
    private let keys: Set<String>
    /// Names of the environment's variables that are meant for this program.
    private let variables: Set<String>

    /// - Parameter environment: variables with the prefix `RAPPORT_` win over the file.
    /// - Throws: `SettingsError`.
    init(path: String, environment: [String: String]) async throws {
        guard let bytes = try? Data(contentsOf: URL(filePath: path)) else {
            throw SettingsError(
                "The configuration file '\(path)' cannot be read. Name another one with --config."
            )
        }
        guard let tree = try? JSONDecoder().decode(KeyTree.self, from: bytes),
            let file = try? await FileProvider<JSONSnapshot>(filePath: FilePath(path))
        else {
            throw SettingsError(
                "The configuration file '\(path)' is not a JSON object of texts, numbers, lists of texts and objects."
            )
        }
        keys = tree.keys
        if let secret = keys.intersection(Secret.keys).min() {
            throw SettingsError(
                "'\(secret)' does not belong into the configuration file. Use '\(secret)File', or the environment."
            )
        }
        variables = Set(environment.keys.filter { $0.utf8.starts(with: SettingsPlace.prefix.utf8) })
        place = SettingsPlace(file: path, variables: variables)
        let overrides = EnvironmentVariablesProvider(environmentVariables: environment, secretsSpecifier: .all)
        reader = ConfigReader(providers: [overrides.prefixKeys(with: "rapport"), file], accessReporter: audit)
    }

    /// Refuses keys and variables that nobody asked for and values that nobody could use; to be called when everything
    /// was read.
    ///
    /// - Throws: `SettingsError` that names the first such key or variable.
    func finish() throws(SettingsError) {
        if let unfit = audit.unfit.min(by: { $0.key < $1.key }) {
            throw SettingsError("'\(unfit.key)' must be \(unfit.expected).")
        }
        let asked = audit.asked
        if let unknown = keys.subtracting(asked).min() {
            if let inner = asked.filter({ $0.utf8.starts(with: (unknown + ".").utf8) }).min() {
                throw SettingsError(
                    "'\(unknown)' must be an object with settings such as '\(inner)'."
                )
            }
            throw Self.unknown(unknown, "setting", known: asked)
        }
        let names = Set(asked.map { SettingsPlace.variable(for: $0) })
        if let unknown = variables.subtracting(names).min() {
            throw Self.unknown(unknown, "environment variable", known: names)
        }
    }

    private static func unknown(_ name: String, _ kind: String, known: Set<String>) -> SettingsError {
        let nearest = known.min { ($0.distance(to: name), $0) < ($1.distance(to: name), $1) }
        let hint = nearest.map { " Did you mean '\($0)'?" } ?? ""
        return SettingsError("'\(name)' is not a known \(kind).\(hint)")
    }
}

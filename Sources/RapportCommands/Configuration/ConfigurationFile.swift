import Configuration
import FoundationEssentials
import SystemPackage

/// The configuration file and the environment over it, read strictly.
struct ConfigurationFile {
    let reader: ConfigReader
    private let audit = ConfigurationAudit()
    private let keys: Set<String>

    /// - Parameter environment: variables with the prefix `RAPPORT_` win over the file.
    /// - Throws: `CommandFailure` of status `badConfiguration`.
    init(path: String, environment: [String: String]) async throws {
        guard let bytes = try? Data(contentsOf: URL(filePath: path)) else {
            throw CommandFailure(
                .badConfiguration,
                "The configuration file '\(path)' cannot be read. Name another one with --config."
            )
        }
        guard let tree = try? JSONDecoder().decode(KeyTree.self, from: bytes),
            let file = try? await FileProvider<JSONSnapshot>(filePath: FilePath(path))
        else {
            throw CommandFailure(
                .badConfiguration,
                "The configuration file '\(path)' is not a JSON object of texts, numbers, lists of texts and objects."
            )
        }
        keys = tree.keys
        if let secret = keys.intersection(SignIn.secretKeys).min() {
            throw CommandFailure(
                .badConfiguration,
                "'\(secret)' does not belong into the configuration file. Use '\(secret)File', or the environment."
            )
        }
        let variables = EnvironmentVariablesProvider(environmentVariables: environment, secretsSpecifier: .all)
        reader = ConfigReader(providers: [variables.prefixKeys(with: "rapport"), file], accessReporter: audit)
    }

    /// Refuses keys that nobody asked for and values that nobody could use; to be called when everything was read.
    ///
    /// - Throws: `CommandFailure` of status `badConfiguration` that names the first such key.
    func finish() throws(CommandFailure) {
        if let unfit = audit.unfit.min(by: { $0.key < $1.key }) {
            throw CommandFailure(.badConfiguration, "'\(unfit.key)' must be \(unfit.expected).")
        }
        let asked = audit.asked
        if let unknown = keys.subtracting(asked).min() {
            let nearest = asked.min { ($0.distance(to: unknown), $0) < ($1.distance(to: unknown), $1) }
            let hint = nearest.map { " Did you mean '\($0)'?" } ?? ""
            throw CommandFailure(.badConfiguration, "'\(unknown)' is not a known setting.\(hint)")
        }
    }
}

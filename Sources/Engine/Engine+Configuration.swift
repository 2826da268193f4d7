import Directory
package import Settings
import TabularFiles

extension Engine {
    /// Every mistake in a configuration at once: in the file, in the environment over it, and in the files that it
    /// names.
    ///
    /// - Parameter environment: variables with the prefix `RAPPORT_` win over the file.
    package static func mistakes(in path: String, environment: [String: String]) async -> [SettingsProblem] {
        do {
            let settings = try await RapportSettings.load(path, environment: environment)
            return settings.unusableFiles + directoryProblems(settings) + recordProblems(settings)
        } catch {
            return error.problems.isEmpty ? [.statement(error.message)] : error.problems
        }
    }

    private static func directoryProblems(_ settings: RapportSettings) -> [SettingsProblem] {
        // One that cannot be read is told already.
        guard let file = settings.eligibility.directoryFile, (try? file.checkReadable()) != nil else { return [] }
        do {
            return try UserDirectory(settings: settings.eligibility).problems
                .map { .unusable(file, $0.expected, "'\(file.path)', \($0)") }
        } catch {
            return [.unusable(file, "a file of users", (error as? EngineError)?.message ?? "cannot be used.")]
        }
    }
}

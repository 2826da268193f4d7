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
            let files = settings.unusableFiles + directoryProblems(settings) + recordProblems(settings)
            let origins = (try? EffectiveSetting.all(path, environment: environment)) ?? []
            return files
                + (placeMistakes(settings) + nameMistakes(settings)).map { .conflict($0.key, in: origins, $0.text) }
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

    /// Names by which nobody is known, as far as that can be told without asking a service.
    private static func nameMistakes(_ settings: RapportSettings) -> [EligibilityService.Mistake] {
        guard settings.eligibility.directoryFile != nil,
            let directory = try? UserDirectory(settings: settings.eligibility)
        else { return [] }
        guard settings.eligibility.asked.isEmpty else {
            return [EligibilityService.missingServer(directory, settings)].compactMap(\.self)
        }
        var undeclared = settings
        undeclared.eligibility.declaredEvents = []
        let engine = Engine(settings)
        do {
            let facts = try EligibilityFacts(settings, live: nil)
            let log: DecisionLog?
            let isReadable: Bool
            do { (log, isReadable) = (try engine.installation.existingLog(), true) } catch {
                (log, isReadable) = (nil, false)
            }
            let service = try EligibilityService(undeclared, facts: facts, log: log, clock: engine.clock)
            let names = service.mistakes(in: settings)
            // Without the log, nobody can say which events were taken over already.
            return isReadable ? names + (try service.mistakes(in: settings.eligibility.declaredEvents)) : names
        } catch {
            return []
        }
    }

    /// Folders in which nothing can be written.
    static func placeMistakes(_ settings: RapportSettings) -> [EligibilityService.Mistake] {
        var mistakes: [EligibilityService.Mistake] = []
        let data = settings.dataDirectory
        if let reason = WritablePlace.obstacle(toFolder: data) {
            let text = "'\(data)' cannot be made or written (\(reason)). Name a folder of your own."
            mistakes.append(EligibilityService.Mistake(key: "dataDirectory", text: text))
        }
        if let head = settings.eligibility.auditHeadFile, let folder = WritablePlace.parent(of: head.path),
            let reason = WritablePlace.obstacle(in: folder)
        {
            let text = "nothing can be written in the folder '\(folder)' (\(reason)). Make it, or name another one."
            mistakes.append(EligibilityService.Mistake(key: head.key, text: text))
        }
        return mistakes
    }
}

import Directory
import Eligibility
import Interactions
import Settings

/// What the file of users, the settings and the services say about a tenant, before anything is decided.
struct EligibilityFacts: Sendable {
    let directory: UserDirectory
    let licenses: Fact<Set<String>>
    /// In what services disagree with the file.
    let conflicts: [FactConflict]

    /// - Parameter live: what services said, nil if none was asked.
    /// - Throws: `EngineError` if the file cannot be used.
    init(_ settings: RapportSettings, live: LiveFacts?) throws {
        let eligibility = settings.eligibility
        let file = try UserDirectory(settings: eligibility)
        (directory, conflicts) = live.map { file.updated(by: $0) } ?? (file, [])
        licenses =
            live?.licenseFact
            ?? Fact(eligibility.licenses, source: .configuration, observedAt: settings.modifiedAt)
    }

    /// What cannot be used of the file, and what services say otherwise; a sentence each, without an address.
    var problems: [String] {
        directory.problems.map { "directory file, \($0)" } + conflicts.map(\.description)
    }
}

extension UserDirectory {
    /// The file of users that the settings name.
    ///
    /// - Throws: `EngineError`, also if nobody in it can be used: more likely an export that failed than an
    ///   organisation without people, and a sync would remove everything.
    init(settings: EligibilitySettings) throws {
        do {
            try self.init(path: settings.directoryFile.path)
        } catch {
            throw EngineError(.badSettings, error.description)
        }
        guard users.isEmpty else { return }
        let first = problems.first.map { " The first problem: \($0)." } ?? ""
        throw EngineError(
            .badSettings,
            "The directory file '\(settings.directoryFile.path)' has no user that can be used. Nothing was done.\(first)"
        )
    }
}

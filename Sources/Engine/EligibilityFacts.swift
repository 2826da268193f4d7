import Directory
import Eligibility
import Interactions
import Settings

/// What the file of users, the settings and the services say about a tenant, before anything is decided.
struct EligibilityFacts: Sendable {
    let directory: UserDirectory
    let licenses: Fact<Set<String>>
    /// The lists that services were asked for, and whether each came empty.
    let lists: [LiveFacts.List: Bool]
    /// In what services disagree with the file.
    let conflicts: [FactConflict]

    /// - Parameter live: what services said, nil if none was asked.
    /// - Throws: `EngineError` if the file cannot be used.
    init(_ settings: RapportSettings, live: LiveFacts?) throws {
        let eligibility = settings.eligibility
        let file = try UserDirectory(settings: settings, live: live)
        (directory, conflicts) = live.map { file.updated(by: $0) } ?? (file, [])
        lists = live?.lists ?? [:]
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
    /// The users, from services if they were asked who is one, else from the file that the settings name.
    ///
    /// - Throws: `EngineError` if the file cannot be used.
    init(settings: RapportSettings, live: LiveFacts?) throws {
        guard let live, let users = live.users else {
            self = try UserDirectory(settings: settings.eligibility)
            return
        }
        let location = settings.eligibility.location.map { DataLocation(code: $0, country: nil) }
        self.init(
            users,
            file: try settings.eligibility.directoryFile.map { try UserDirectory(file: $0) },
            location: Fact(location, source: .configuration, observedAt: settings.modifiedAt),
            observedAt: live.observedAt
        )
    }

    private init(file: SettingPath) throws {
        do {
            try file.checkReadable()
        } catch {
            throw EngineError(.badSettings, error.message)
        }
        do {
            try self.init(path: file.path)
        } catch {
            throw EngineError(.badSettings, error.description)
        }
    }

    /// The file of users that the settings name.
    ///
    /// - Throws: `EngineError`, also if nobody in it can be used: more likely an export that failed than an
    ///   organisation without people, and a sync would remove everything.
    init(settings: EligibilitySettings) throws {
        guard let file = settings.directoryFile else {
            throw EngineError(.badSettings, "'directory' must be given, because no service is asked who is a user.")
        }
        try self.init(file: file)
        guard users.isEmpty else { return }
        let first = problems.first.map { " The first problem: \($0)." } ?? ""
        throw EngineError(
            .badSettings,
            "The directory file '\(file.path)' has no user that can be used. Nothing was done.\(first)"
        )
    }
}

import Interactions

/// One mistake in a configuration: where, which setting, what is there and what should be.
package struct SettingsProblem: Hashable, Sendable, CustomStringConvertible {
    package let origin: SettingOrigin
    /// In the form `ews.url`; for a variable that means nothing, its name; empty if the file as a whole is meant.
    package let key: String
    /// What should be there, or what to do.
    package let expected: String
    /// What is there, as far as it may be shown.
    package let found: String?
    /// A sentence for people.
    package let text: String

    private init(_ origin: SettingOrigin, _ key: String, _ expected: String, found: String? = nil, _ text: String) {
        self.origin = origin
        self.key = key
        self.expected = expected
        self.found = found
        self.text = text
    }

    package var description: String { origin == .standard ? text : "\(origin): \(text)" }

    /// A value that cannot be used.
    static func unfit(_ given: GivenSetting, expected: String, found: String) -> SettingsProblem {
        SettingsProblem(
            given.origin,
            given.key,
            expected,
            found: found,
            "'\(given.key)' must be \(expected). Found: \(found)."
        )
    }

    /// A setting without which nothing can be done.
    static func missing(_ key: String, expected: String, file: String) -> SettingsProblem {
        SettingsProblem(
            .file(file, line: 1),
            key,
            expected,
            "'\(key)' must be given, here or as \(SettingsPlace.variable(for: key)): \(expected)."
        )
    }

    /// A name that means nothing, with what was probably meant.
    static func unknown(_ name: String, at origin: SettingOrigin, known: some Sequence<String>) -> SettingsProblem {
        let hint = name.nearest(among: known)
        let kind = if case .variable = origin { "environment variable" } else { "setting" }
        return SettingsProblem(
            origin,
            name,
            hint ?? "a known \(kind)",
            "'\(ShownValue.harmless(name))' is not a known \(kind)."
                + (hint.map { " Did you mean '\($0)'?" } ?? " 'rapport config reference' lists all of them.")
        )
    }

    /// A secret in a file that people copy and commit.
    static func misplaced(_ key: String, at origin: SettingOrigin) -> SettingsProblem {
        let instead = "'\(key)File', or \(SettingsPlace.variable(for: key))"
        return SettingsProblem(
            origin,
            key,
            instead,
            "'\(key)' does not belong into the configuration file. Use \(instead)."
        )
    }

    /// One setting given more than once.
    static func doubled(_ key: String, at origin: SettingOrigin, first: SettingOrigin) -> SettingsProblem {
        SettingsProblem(origin, key, "one value", "'\(ShownValue.harmless(key))' is given twice, first at \(first).")
    }

    /// A file that is none of ours.
    static func file(_ path: String, line: Int? = nil, _ expected: String, _ text: String) -> SettingsProblem {
        SettingsProblem(line.map { .file(path, line: $0) } ?? .standard, "", expected, text)
    }

    /// What has no place in the file.
    package static func statement(_ text: String) -> SettingsProblem { SettingsProblem(.standard, "", "", text) }

    /// What a setting says in good form, and that does not go together with what is there.
    ///
    /// - Parameter settings: where each comes from.
    package static func conflict(_ key: String, in settings: [EffectiveSetting], _ text: String) -> SettingsProblem {
        let origin = settings.first { $0.setting.key == key }?.origin ?? .standard
        return SettingsProblem(origin, key, "what goes together with what is there", "'\(key)': \(text)")
    }

    /// A file that a setting names and that cannot be used.
    package static func unusable(_ path: SettingPath, _ expected: String, _ text: String) -> SettingsProblem {
        SettingsProblem(path.origin, path.key, expected, "'\(path.key)': \(text)")
    }
}

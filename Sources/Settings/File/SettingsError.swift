/// Why a configuration cannot be used: every mistake in it, each with its place.
package struct SettingsError: Error, Hashable, Sendable, CustomStringConvertible {
    package let problems: [SettingsProblem]
    /// Free of addresses and secrets; a line for each mistake.
    package let message: String

    package init(_ problems: [SettingsProblem]) {
        self.problems = problems
        message =
            problems.count == 1
            ? problems[0].description
            : "\(problems.count) mistakes in the configuration:\n"
                + problems.map { "  \($0)" }.joined(separator: "\n")
    }

    package init(_ message: String) {
        problems = []
        self.message = message
    }

    package var description: String { message }
}

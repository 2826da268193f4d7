/// Why a configuration cannot be used: the setting, file or environment variable, what was expected, and what to do.
package struct SettingsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One or two sentences for people, free of addresses and secrets.
    package let message: String

    package init(_ message: String) {
        self.message = message
    }

    package var description: String { message }
}

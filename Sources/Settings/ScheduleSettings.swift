/// How often `rapport serve` and `rapport sync --watch` read: the settings under `sync` that a single run has no use
/// for.
package struct ScheduleSettings: Hashable, Sendable {
    /// From the end of one reading of a mailbox, or of the CRM, to the next.
    package var every = Duration.seconds(15 * 60)
    /// From one question about facts (users, roles, licences) to the next.
    package var factsEvery = Duration.seconds(3_600)

    package init() {}

    /// - Parameter settings: those under `sync`.
    init(_ settings: SettingsReader) {
        self.init()
        every = Self.span("every", settings, default: every)
        factsEvery = Self.span("factsEvery", settings, default: factsEvery)
    }

    private static func span(_ key: String, _ settings: SettingsReader, default value: Duration) -> Duration {
        guard let text = settings.text(key) else { return value }
        guard let span = Duration(spelling: text), span >= .seconds(10), span <= .seconds(7 * 86_400) else {
            settings.refuse(key, "a time span from 10s to 7d, such as 15m")
            return value
        }
        return span
    }
}

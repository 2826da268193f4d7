/// How often `rapport serve` and `rapport sync --watch` read: the settings under `sync` that a single run has no use
/// for.
package struct ScheduleSettings: Hashable, Sendable {
    /// From the beginning of one reading of a mailbox, or of the CRM, to that of the next.
    package var every = Duration.seconds(15 * 60)
    /// From one question about facts (users, roles, licences) to the next.
    package var factsEvery = Duration.seconds(3_600)

    package init() {}

    /// - Parameter settings: those under `sync`.
    init(_ settings: SettingsReader) {
        self.init()
        every = settings.span("every")
        factsEvery = settings.span("factsEvery")
    }
}

package import Settings

/// How the console is reached, and by whom.
package struct ConsoleOptions: Sendable {
    /// Where people reach the console, for example `https://rapport.contoso.com`; nil for loopback alone, under
    /// whatever port.
    package var origin: String?
    package var clients: [ConsoleSettings.Client] = []
    /// Requests of one visitor in a minute.
    package var requestsPerMinute = 600
    /// How long somebody stays signed in without doing anything.
    package var idleLimit = Duration.seconds(30 * 60)
    /// How long somebody stays signed in at most.
    package var sessionLimit = Duration.seconds(10 * 3_600)
    /// How long one answer tells of progress; browsers ask again, so that who may not see it any more sees no more.
    package var progressLimit = Duration.seconds(10)

    package init() {}

    /// - Throws: `SettingsError` if the file of clients cannot be used.
    package init(_ settings: ConsoleSettings) throws {
        origin = settings.origin
        clients = try settings.clients()
        requestsPerMinute = settings.requestsPerMinute
    }

    /// Whether browsers reach the console through TLS.
    var isSecure: Bool { origin.map { $0.utf8.starts(with: "https://".utf8) } ?? false }
}

import HTTPTransport
package import Interactions
package import Settings

/// What Rapport can do with one installation, whoever asks: a command, a page, an API route, a host's protocol.
///
/// It takes and returns values, prints nothing and knows no exit status. Each extension has one purpose.
package struct Engine: Sendable {
    /// The program's own, for `--version` and the like.
    package static let version = Product.version

    package let settings: RapportSettings
    package let installation: Installation
    let clock: @Sendable () -> Timestamp
    /// What the services say about the time, for as long as this engine lives.
    let times: ServiceTimes
    /// How often the configuration was read again.
    package let revision: Int

    /// - Parameter clock: the time of the machine.
    package init(_ settings: RapportSettings, clock: @escaping @Sendable () -> Timestamp = { .now }) {
        self.settings = settings
        self.clock = clock
        times = ServiceTimes()
        revision = 0
        installation = Installation(
            directory: settings.dataDirectory,
            tenant: settings.tenant,
            auditHeadFile: settings.eligibility.auditHeadFile?.path
        )
    }
    /// With other settings, and all else as before.
    init(_ settings: RapportSettings, _ before: Engine) {
        self.settings = settings
        installation = before.installation
        clock = before.clock
        times = before.times
        revision = before.revision + 1
    }
}

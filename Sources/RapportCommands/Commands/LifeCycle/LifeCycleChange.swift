import ArgumentParser
import Eligibility
import Engine
import Interactions

/// What every command of the life cycle takes: the configuration, and who is responsible.
struct LifeCycleChange: ParsableArguments {
    @OptionGroup var configurationOptions: ConfigurationOptions
    @Option(name: .customLong("as"), help: "The address of who is responsible: a user of the directory file.")
    var actor: String

    /// Records the event, and says how things stand then.
    ///
    /// - Throws: what `Engine.record` throws.
    func record(_ kind: LifeCycleEvent.Kind) async throws {
        guard let address = EmailAddress(actor) else { throw CommandFailure(.usage, "--as must be an SMTP address.") }
        let engine = try await configurationOptions.engine()
        try LifeCycleListing(try await engine.record(kind, by: address)).print()
    }
}

import ArgumentParser
import Eligibility
import Interactions

/// What every command of the life cycle takes: the configuration, and who is responsible.
struct LifeCycleChange: ParsableArguments {
    @OptionGroup var configurationOptions: ConfigurationOptions
    @Option(name: .customLong("as"), help: "The address of who is responsible: a user of the directory file.")
    var actor: String

    /// Records the event, and says how things stand then.
    ///
    /// - Throws: what `LifeCycleStep` throws.
    func record(_ kind: LifeCycleEvent.Kind) async throws {
        let configuration = try await RapportConfiguration.loadWithFacts(configurationOptions.path)
        guard let address = EmailAddress(actor) else { throw CommandFailure(.usage, "--as must be an SMTP address.") }
        try LifeCycleListing(try LifeCycleStep(configuration).record(kind, by: address)).print()
    }
}

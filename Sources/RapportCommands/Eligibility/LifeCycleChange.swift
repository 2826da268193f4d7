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
    /// - Throws: `CommandFailure` of status `notPermitted` if this person may not do that, or `failure` if the event
    ///   cannot follow on what happened so far.
    func record(_ kind: LifeCycleEvent.Kind) async throws {
        let configuration = try await RapportConfiguration.load(configurationOptions.path)
        guard let address = EmailAddress(actor) else { throw CommandFailure(.usage, "--as must be an SMTP address.") }
        let journal = try Journal(configuration)
        let gatekeeper = try Gatekeeper(configuration, journal: journal)
        try Gatekeeper.check(kind, by: address, in: gatekeeper.directory)
        let now = try gatekeeper.now()
        try journal.record(kind, by: address, at: now) { _ in
            // Asked for here, because only now nobody else can record anything.
            var lifeCycle = try gatekeeper.lifeCycle(until: nil)
            do throws(LifeCycleError) {
                try lifeCycle.apply(LifeCycleEvent(kind, at: now))
            } catch {
                throw CommandFailure(.failure, error.description)
            }
        }
        try LifeCycleListing(try gatekeeper.tenant().lifeCycle).print()
    }
}

import ArgumentParser
import Eligibility
import Engine
import Interactions

/// What every command of the life cycle takes: the configuration, and who is responsible.
struct LifeCycleChange: ParsableArguments {
    @OptionGroup var configurationOptions: ConfigurationOptions
    @Option(name: .customLong("as"), help: "The address of who is responsible: a user of the directory file.")
    var actor: String
    @OptionGroup var clockOptions: ClockOptions
    @OptionGroup var outputOptions: OutputOptions

    /// Records the event, and says how things stand then.
    ///
    /// - Parameter confirmation: of an event that may have something removed; nil for one that cannot.
    /// - Throws: what `Engine.record` throws, `CommandFailure`.
    func record(_ kind: LifeCycleEvent.Kind, _ confirmation: Confirmation? = nil) async throws {
        guard let address = EmailAddress(actor) else { throw CommandFailure(.usage, "--as must be an SMTP address.") }
        let engine = try await configurationOptions.engine()
        var confirmed: ConfirmedRemoval?
        if let confirmation {
            confirmed = try confirmation.confirm(try await engine.plan(kind, by: address), outputOptions)
            guard confirmed != nil else { return }
        }
        let outcome = try await engine.record(
            kind,
            by: address,
            confirmed: confirmed,
            acceptsClock: clockOptions.acceptClock
        )
        let listing = ChangeListing(outcome, under: engine.profile)
        if let already = listing.already { Terminal.say("rapport: \(already)") }
        try outputOptions.show(listing) {
            let screen = outputOptions.screen
            try Terminal.show(listing.lifeCycle.table(screen), screen)
        }
    }
}

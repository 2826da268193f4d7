import ArgumentParser
import Eligibility
import Engine
import Interactions
import Scoring
import Settings

/// What `scores`, `health` and `introductions` have in common.
struct ScoringArguments: ParsableArguments {
    @OptionGroup var configurationOptions: ConfigurationOptions
    @Option(help: "At this instant, for example 2026-12-24T00:00:00Z; what lies after it is still to come.")
    var at: String?

    /// - Throws: `CommandFailure`, or what the store throws.
    func load(for feature: Feature) async throws -> (configuration: RapportSettings, relationships: Relationships) {
        var clock = Timestamp.now
        if let at {
            guard let instant = Timestamp(iso8601: at) else {
                throw CommandFailure(.usage, "--at must be an instant such as 2026-12-24T00:00:00Z.")
            }
            clock = instant
        }
        let engine = try await configurationOptions.engine()
        return (engine.settings, try await Relationships(engine, for: feature, at: clock))
    }
}

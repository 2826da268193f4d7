import ArgumentParser
import Eligibility
import Engine
import Interactions
import Scoring
import Settings

/// What `scores`, `health` and `introductions` have in common.
struct ScoringArguments: ParsableArguments {
    @OptionGroup var configurationOptions: ConfigurationOptions
    @Option(
        help:
            "On this day, or at this instant: 2026-12-24 or 2026-12-24T00:00:00Z; what lies after it is still to come."
    )
    var at: Instant?

    /// - Throws: `CommandFailure`, or what the store throws.
    func load(for feature: Feature) async throws -> (configuration: RapportSettings, relationships: Relationships) {
        let engine = try await configurationOptions.engine()
        return (engine.settings, try await Relationships(engine, for: feature, at: at?.timestamp ?? .now))
    }
}

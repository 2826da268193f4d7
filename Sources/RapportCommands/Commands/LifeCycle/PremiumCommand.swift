import ArgumentParser
import Eligibility

/// The command `rapport premium install|remove`.
struct PremiumCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "premium",
        abstract: "Record that the premium Sales Insights features were installed or removed.",
        subcommands: [Install.self, Remove.self]
    )

    struct Install: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "The features were installed.")
        @OptionGroup var change: LifeCycleChange
        func run() async throws { try await change.record(.premiumFeaturesInstalled) }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "The features were removed.")
        @OptionGroup var change: LifeCycleChange
        @OptionGroup var confirmation: Confirmation
        func run() async throws { try await change.record(.premiumFeaturesRemoved, confirmation) }
    }
}

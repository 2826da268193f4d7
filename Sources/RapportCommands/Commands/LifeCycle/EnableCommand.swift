import ArgumentParser
import Eligibility

/// The command `rapport enable`.
struct EnableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "enable",
        abstract: "Switch relationship intelligence on, and start the 14 days for the consent.",
        discussion: "Needs a System Administrator, and the premium features."
    )

    @OptionGroup var change: LifeCycleChange

    func run() async throws { try await change.record(.enabled) }
}
